package org.mailiwf.smtpd;

import java.util.List;

import org.apache.camel.Message;
import org.mailiwf.smtpd.protocol.MailParameters;
import org.mailiwf.smtpd.protocol.Printable;
import org.mailiwf.smtpd.security.TlsSession;
import org.mailiwf.smtpd.server.MailTransaction;

/** Puts the envelope of a mail on a message, as {@link SmtpConstants} describes it. */
final class Envelope {

    private static final int MAX_SUBJECT = 1000;

    private Envelope() {
    }

    static void put(MailTransaction transaction, Message message) {
        message.setHeader(SmtpConstants.ID, transaction.id());
        message.setHeader(SmtpConstants.CLIENT_ADDRESS, transaction.client().getHostAddress());
        message.setHeader(SmtpConstants.HELO, transaction.helo());
        message.setHeader(SmtpConstants.RECEIVED_AT, transaction.receivedAt());
        message.setHeader(SmtpConstants.MAIL_FROM, transaction.reversePath());
        TlsSession tls = transaction.tls();
        if (tls != null) {
            message.setHeader(SmtpConstants.TLS_PROTOCOL, tls.protocol());
            message.setHeader(SmtpConstants.TLS_CIPHER, tls.cipherSuite());
            if (tls.clientSubject() != null) {
                message.setHeader(SmtpConstants.TLS_CLIENT_SUBJECT, Printable.log(tls.clientSubject(), MAX_SUBJECT));
            }
        }
        putIfGiven(message, SmtpConstants.AUTH_USER, transaction.authUser());
        MailParameters parameters = transaction.parameters();
        putIfGiven(message, SmtpConstants.SIZE, parameters.size());
        putIfGiven(message, SmtpConstants.BODY, parameters.body());
        putIfGiven(message, SmtpConstants.SMTPUTF8, parameters.smtpUtf8() ? Boolean.TRUE : null);
        putIfGiven(message, SmtpConstants.RET, parameters.ret());
        putIfGiven(message, SmtpConstants.ENVID, parameters.envelopeId());
        // RFC 4954 section 5: of a client that is not trusted, whatever it says stands for <>
        putIfGiven(message, SmtpConstants.AUTH_PARAMETER,
                parameters.auth() == null || transaction.authUser() != null ? parameters.auth() : "");
        putIfGiven(message, SmtpConstants.DELIVER_BY, parameters.deliverBy());
    }

    /** The recipients accepted so far. */
    static void putRecipients(MailTransaction transaction, Message message) {
        List<SmtpRecipient> recipients = List.copyOf(transaction.recipients());
        message.setHeader(SmtpConstants.RECIPIENTS, recipients);
        message.setHeader(SmtpConstants.RECIPIENT_COUNT, recipients.size());
    }

    private static void putIfGiven(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
