package org.mailiwf.smtpd.server;

import java.util.List;

import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.protocol.Printable;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.security.TlsSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The log that an operator reads, logger {@code org.mailiwf.smtpd.mail}: one INFO line for every transaction whose MAIL was accepted,
 * when it ends, and one for every MAIL and RCPT that was refused. {@code key=value}, behind the id.
 */
final class MailLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.mailiwf.smtpd.mail");
    /** The key of the MDC under which the id of the transaction stands, from MAIL to the end of the transaction. */
    private static final String MDC_KEY = "smtpId";

    private static final int MAX_ADDRESS = 320;
    private static final int MAX_DETAIL = 500;
    private static final int MAX_RECIPIENTS = 10;

    private MailLog() {
    }

    /** From here on all that this thread logs belongs to the transaction {@code id}. */
    static void begin(String id) {
        MDC.put(MDC_KEY, id);
    }

    /** Ends {@link #begin}. */
    static void end() {
        MDC.remove(MDC_KEY);
    }

    /** A reply was given after the final dot. */
    static void replied(MailTransaction transaction, long octets, String detail, Reply reply) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", end(envelope(transaction).append(" size=").append(octets), detail, reply.line(), transaction));
        }
    }

    /** The transaction ended without a reply to a mail. */
    static void ended(MailTransaction transaction, String reason) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", end(envelope(transaction).append(" reason=").append(reason), null, "-", transaction));
        }
    }

    /** MAIL, RCPT or AUTH was refused; {@code argument} is the command's argument as it came. */
    static void refused(SmtpSession session, String id, String verb, String argument, String detail, Reply reply) {
        if (LOG.isInfoEnabled()) {
            StringBuilder line = new StringBuilder(id).append(" reject=").append(verb);
            client(line, session.clientAddress().getHostAddress(), session.helo(), session.tls(), session.authUser());
            if (session.transaction() != null) {
                line.append(" from=<").append(Printable.log(session.transaction().reversePath(), MAX_ADDRESS)).append('>');
            }
            line.append(" argument=\"").append(quoted(argument, MAX_ADDRESS)).append('"');
            detail(line, detail);
            LOG.info("{}", line.append(" reply=\"").append(quoted(reply.line(), MAX_DETAIL)).append('"'));
        }
    }

    private static StringBuilder envelope(MailTransaction transaction) {
        StringBuilder line = new StringBuilder(256).append(transaction.id());
        client(line, transaction.client().getHostAddress(), transaction.helo(), transaction.tls(), transaction.authUser());
        line.append(" from=<").append(Printable.log(transaction.reversePath(), MAX_ADDRESS)).append("> to=");
        List<SmtpRecipient> recipients = transaction.recipients();
        for (int i = 0; i < Math.min(recipients.size(), MAX_RECIPIENTS); i++) {
            line.append(i == 0 ? "<" : ",<").append(Printable.log(recipients.get(i).address(), MAX_ADDRESS)).append('>');
        }
        if (recipients.size() > MAX_RECIPIENTS) {
            line.append(",+").append(recipients.size() - MAX_RECIPIENTS);
        }
        return line;
    }

    private static StringBuilder end(StringBuilder line, String detail, String reply, MailTransaction transaction) {
        detail(line, detail);
        return line.append(" reply=\"").append(quoted(reply, MAX_DETAIL)).append("\" ms=").append(transaction.elapsedMillis());
    }

    private static void client(StringBuilder line, String address, String helo, TlsSession tls, String authUser) {
        line.append(" client=").append(address).append(" helo=").append(helo == null ? "-" : Printable.log(helo, MAX_ADDRESS));
        if (tls != null) {
            line.append(" tls=").append(tls.protocol());
        }
        if (authUser != null) {
            line.append(" auth=").append(Printable.log(authUser, MAX_ADDRESS));
        }
    }

    private static void detail(StringBuilder line, String detail) {
        if (detail != null && !detail.isBlank()) {
            line.append(' ').append(Printable.log(detail.strip(), MAX_DETAIL));
        }
    }

    private static String quoted(String value, int max) {
        return Printable.log(value, max).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
