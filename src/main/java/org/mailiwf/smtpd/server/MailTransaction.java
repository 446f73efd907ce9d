package org.mailiwf.smtpd.server;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.protocol.MailParameters;
import org.mailiwf.smtpd.security.TlsSession;

/** A mail transaction (RFC 5321 section 3.3): the envelope as it grows from MAIL to the final dot. Used by the thread of its session. */
public final class MailTransaction {

    private final String id;
    private final InetAddress client;
    private final String helo;
    private final boolean esmtp;
    private final TlsSession tls;
    private final String authUser;
    private final Instant receivedAt;
    private final long startedNanos = System.nanoTime();
    private final String reversePath;
    private final MailParameters parameters;
    private final List<SmtpRecipient> recipients = new ArrayList<>();

    MailTransaction(String id, SmtpSession session, Instant receivedAt, String reversePath, MailParameters parameters) {
        this.id = id;
        this.client = session.clientAddress();
        this.helo = session.helo();
        this.esmtp = session.isEsmtp();
        this.tls = session.tls();
        this.authUser = session.authUser();
        this.receivedAt = receivedAt;
        this.reversePath = reversePath;
        this.parameters = parameters;
    }

    public String id() {
        return id;
    }

    public InetAddress client() {
        return client;
    }

    /** What the client called itself. */
    public String helo() {
        return helo;
    }

    /** What the TLS handshake came to; {@code null} in plain text. */
    public TlsSession tls() {
        return tls;
    }

    /** Who has logged in; {@code null} for nobody. */
    public String authUser() {
        return authUser;
    }

    /** When MAIL was received. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Without brackets; empty for {@code <>}. */
    public String reversePath() {
        return reversePath;
    }

    public MailParameters parameters() {
        return parameters;
    }

    /** The recipients accepted so far, in the order of their commands. */
    public List<SmtpRecipient> recipients() {
        return Collections.unmodifiableList(recipients);
    }

    void add(SmtpRecipient recipient) {
        recipients.add(recipient);
    }

    /** The protocol by RFC 3848 and RFC 6531 section 4.3. */
    String protocol() {
        if (!esmtp && !parameters.smtpUtf8()) {
            return "SMTP";
        }
        return (parameters.smtpUtf8() ? "UTF8SMTP" : "ESMTP") + (tls == null ? "" : "S") + (authUser == null ? "" : "A");
    }

    /** The time since MAIL. */
    public long elapsedMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }
}
