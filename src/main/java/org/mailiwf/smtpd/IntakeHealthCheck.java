package org.mailiwf.smtpd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether an SMTP listener can take mails: it does not turn clients away, because it is stopping or its route is suspended, and the spool
 * directory can be written and has room for a mail of the largest size. Never a reason to restart.
 */
final class IntakeHealthCheck extends AbstractHealthCheck {

    /** The room asked for where the size of mails has no limit. */
    private static final long ROOM = 10_485_760;

    private final SmtpdConsumer consumer;
    private final Path directory;
    private final long room;

    /** @param maxMessageSize octets; 0: no limit */
    IntakeHealthCheck(SmtpdConsumer consumer, String address, Path directory, long maxMessageSize) {
        super("smtpd", "smtpd-intake-" + address);
        this.consumer = consumer;
        this.directory = directory;
        this.room = maxMessageSize > 0 ? maxMessageSize : ROOM;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        // of the file system itself: Files.getFileStore looks the mount up, and below a changed root finds none
        long usable = directory.toFile().getUsableSpace();
        result.detail("spool.directory", directory.toString()).detail("spool.usable", usable);
        if (consumer.isTurningAway()) {
            result.message("turns clients away").down();
        } else if (!Files.isWritable(directory)) {
            result.message("the spool directory is not there or cannot be written").down();
        } else if (usable < room) {
            result.message("the spool directory has no room for a mail of " + room + " octets").down();
        } else {
            result.up();
        }
    }
}
