package org.mailiwf.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** swaks, the scriptable SMTP client: one transaction each run. */
public final class Swaks {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Swaks() {
    }

    /**
     * What swaks did.
     *
     * @param exitCode   0 when every step went well
     * @param transcript both sides of the dialogue as swaks prints it: {@code ->} client, {@code <-} server; {@code ~} instead of {@code -}
     *                   for an unexpected reply
     */
    public record Result(int exitCode, String transcript) {

        /** The reply lines, without those of a multi-line reply that more lines follow. */
        public List<String> replies() {
            return transcript.lines()
                    .filter(line -> line.matches("<[-~*]+\\s+\\d{3} .*"))
                    .map(line -> line.replaceFirst("^<[-~*]+\\s+", ""))
                    .toList();
        }

        /** The reply to the message: the last one before that to QUIT. */
        public String messageReply() {
            return replies().get(replies().size() - 2);
        }
    }

    /** Runs swaks against a port of the loopback address. */
    public static Result run(int port, String... options) {
        List<String> command = new ArrayList<>(List.of("swaks", "--server", "127.0.0.1", "--port", Integer.toString(port),
                "--ehlo", "mail.corp.example"));
        command.addAll(List.of(options));
        Program.Result result = Program.run(LIMIT, command);
        return new Result(result.exitCode(), result.output());
    }
}
