package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Postfix's load generator. It gives up at the first reply that is not the expected one. */
public final class SmtpSource {

    /** Octets of the text of a mail; its header section comes on top. */
    public static final int MAIL_OCTETS = 1024;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final int sessions;
    private final Path directory;

    public SmtpSource(int sessions, Path directory) {
        this.sessions = sessions;
        this.directory = directory;
    }

    /** Sends the mails, each to another recipient, and returns how long it took until the last was answered. */
    public Duration send(Run run, int mails, ConnectionMode mode, int port) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("smtp-source", "-s", Integer.toString(sessions), "-m", Integer.toString(mails), "-N",
            "-l", Integer.toString(MAIL_OCTETS), "-f", Run.SENDER, "-t", run.recipient()));
        if (mode == ConnectionMode.PERSISTENT) {
            command.add("-d");
        }
        command.add("127.0.0.1:" + port);
        long start = System.nanoTime();
        try (Child source = Child.start("smtp-source", directory, command)) {
            int status = source.awaitEnd(LIMIT);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (status != 0) {
                throw source.failure("a mail of " + run.tag() + " was not answered 250");
            }
            return elapsed;
        }
    }
}
