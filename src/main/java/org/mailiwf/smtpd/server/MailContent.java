package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.mailiwf.smtpd.protocol.ContentCheck;
import org.mailiwf.smtpd.protocol.ReceivedField;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.spool.SpoolWriter;
import org.mailiwf.smtpd.spool.SpooledMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content of one mail while it is received by DATA or BDAT: in the spool, behind a Received field of ours. Used by one thread. */
final class MailContent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailContent.class);
    /** How many times the allowed size is read before the connection is cut. */
    private static final int MAX_EXCESS = 10;

    private final ServerOptions options;
    private final MailTransaction transaction;
    private final SpoolWriter spool;
    private final ContentCheck check = new ContentCheck();
    private final long deadline;
    private long octets;
    private IOException spoolFailure;

    MailContent(SmtpServer server, MailTransaction transaction) {
        this.options = server.options();
        this.transaction = transaction;
        this.deadline = System.nanoTime() + server.limits().limits().dataTimeout().toNanos();
        this.spool = server.spool().writer(transaction.id(), options.spoolThreshold());
        byte[] received = receivedField().getBytes(StandardCharsets.UTF_8);
        spool(received, 0, received.length);
    }

    /** When all of it must have come, by {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    /** Takes what follows; nothing is kept of a mail that is too large already. */
    void take(byte[] in, int offset, int length) {
        octets += length;
        check.scan(in, offset, length);
        if (!options.isTooLarge(octets)) {
            spool(in, offset, length);
        }
    }

    /** Nothing more comes. */
    void end() {
        check.end();
    }

    /** The size of the mail as the client counts it (RFC 1870 section 3). */
    long octets() {
        return octets;
    }

    /** True if {@code octets} are so many that it is better to cut the connection than to read them. */
    static boolean isFarTooLarge(ServerOptions options, long octets) {
        return options.maxMessageSize() > 0 && octets / MAX_EXCESS > options.maxMessageSize();
    }

    /** True if the mail could be read in two ways: the client, or who stands behind it, may be smuggling. */
    boolean isAmbiguous() {
        return check.sawBareLineEnd() || check.sawNul();
    }

    /** Why the mail cannot be taken as it came so far; {@code null} if it can. */
    Reply refusal() {
        if (check.sawBareLineEnd()) {
            return Replies.BARE_LINE_END;
        }
        if (check.sawNul()) {
            return Replies.NUL;
        }
        if (options.isTooLarge(octets)) {
            return Replies.TOO_LARGE;
        }
        return spoolFailure == null ? null : Replies.STORAGE_FULL;
    }

    /** The mail, which ends here, as it can be read. */
    SpooledMail mail() throws IOException {
        return spool.mail();
    }

    /** Removes what is spooled. */
    @Override
    public void close() {
        try {
            spool.close();
        } catch (IOException e) {
            LOG.error("The spool file of mail {} cannot be deleted", transaction.id(), e);
        }
    }

    private void spool(byte[] in, int offset, int length) {
        if (spoolFailure == null) {
            try {
                spool.write(in, offset, length);
            } catch (IOException e) {
                spoolFailure = e;
                LOG.error("Mail {} cannot be spooled", transaction.id(), e);
            }
        }
    }

    private String receivedField() {
        String recipient = transaction.recipients().size() == 1 ? transaction.recipients().get(0).address() : null;
        return ReceivedField.of(transaction.helo(), transaction.client(), options.hostname(), transaction.protocol(), transaction.id(),
                recipient, transaction.receivedAt());
    }
}
