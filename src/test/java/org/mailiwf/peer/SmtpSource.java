package org.mailiwf.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** smtp-source of Postfix: many mails over many sessions at once. It ends with an error at the first reply that it does not expect. */
public final class SmtpSource {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private SmtpSource() {
    }

    /**
     * Sends mails, each to a recipient of its own: {@code -N} puts a number before the address.
     *
     * @param port     where
     * @param messages how many mails in all
     * @param sessions over how many sessions at once
     * @param to       the recipient that the numbers are put before
     * @param options  further options, such as {@code -d} for sessions that carry more than one mail
     */
    public static Program.Result run(int port, int messages, int sessions, String to, String... options) {
        List<String> command = new ArrayList<>(List.of("smtp-source", "-N",
                "-m", Integer.toString(messages), "-s", Integer.toString(sessions),
                "-M", "mail.corp.example", "-f", "alice@corp.example", "-t", to));
        command.addAll(List.of(options));
        command.add("127.0.0.1:" + port);
        return Program.run(LIMIT, command);
    }
}
