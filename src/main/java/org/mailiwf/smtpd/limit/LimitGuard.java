package org.mailiwf.smtpd.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;

/** Counts what the clients of one server do, and says when it is too much: every answer is the reply to refuse with, or {@code null}. */
public final class LimitGuard {

    private final ClientLimits limits;
    private final LongSupplier nanos;
    private final Map<ClientKey, Integer> connections = new ConcurrentHashMap<>();
    private final ClientTable<Rates> rates;
    private final FailedLogins failedLogins;
    private final TokenBucket allMails;
    private final TokenBucket allRecipients;

    /** What one client may still do; all that its buckets can hold is in them again after a minute. */
    private record Rates(TokenBucket mails, TokenBucket recipients, TokenBucket unknownRecipients) {

        static Rates of(ClientLimits limits, long nanos) {
            return new Rates(new TokenBucket(limits.mailsPerMinute().perClient(), nanos),
                    new TokenBucket(limits.recipientsPerMinute().perClient(), nanos),
                    new TokenBucket(limits.unknownRecipientsPerMinute(), nanos));
        }
    }

    /**
     * @param failedLogins may be shared with other servers
     * @param nanos        a clock that does not go back, such as {@code System::nanoTime}; the same for all who share
     */
    public LimitGuard(ClientLimits limits, FailedLogins failedLogins, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.rates = new ClientTable<>(now -> Rates.of(limits, now), (client, now) -> true);
        this.failedLogins = failedLogins;
        this.allMails = new TokenBucket(limits.mailsPerMinute().all(), nanos.getAsLong());
        this.allRecipients = new TokenBucket(limits.recipientsPerMinute().all(), nanos.getAsLong());
    }

    public ClientLimits limits() {
        return limits;
    }

    /** A client has connected. When it is not refused, {@link #disconnected} is to be called for it. */
    public Reply connected(InetAddress client) {
        if (isExempt(client)) {
            return null;
        }
        int count = connections.merge(ClientKey.of(client), 1, Integer::sum);
        if (limits.maxConnections() == 0 || count <= limits.maxConnections()) {
            return null;
        }
        disconnected(client);
        return Replies.TOO_MANY_CONNECTIONS_OF_CLIENT;
    }

    /** A connection that was not refused has ended. */
    public void disconnected(InetAddress client) {
        if (!isExempt(client)) {
            connections.computeIfPresent(ClientKey.of(client), (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** MAIL. */
    public Reply mail(InetAddress client, int mailsInFlight) {
        if (limits.maxMailsInFlight() > 0 && mailsInFlight >= limits.maxMailsInFlight()) {
            return Replies.OVERLOADED;
        }
        long now = nanos.getAsLong();
        if (!isExempt(client) && !of(client, now).mails().take(now)) {
            return Replies.TOO_MANY_MAILS_OF_CLIENT;
        }
        return allMails.take(now) ? null : Replies.OVERLOADED;
    }

    /** RCPT. */
    public Reply recipient(InetAddress client) {
        long now = nanos.getAsLong();
        if (!isExempt(client) && !of(client, now).recipients().take(now)) {
            return Replies.TOO_MANY_RECIPIENTS_OF_CLIENT;
        }
        return allRecipients.take(now) ? null : Replies.OVERLOADED;
    }

    /** RCPT was refused for good; {@code ofSession} counts those of the session with this one. */
    public Reply unknownRecipient(InetAddress client, int ofSession) {
        if (isExempt(client)) {
            return null;
        }
        long now = nanos.getAsLong();
        boolean tooMany = limits.maxUnknownRecipients() > 0 && ofSession > limits.maxUnknownRecipients();
        return !of(client, now).unknownRecipients().take(now) || tooMany ? Replies.TOO_MANY_UNKNOWN_RECIPIENTS : null;
    }

    /** AUTH: refused before a password is looked at if too many of the client were wrong, in whatever sessions. */
    public Reply login(InetAddress client) {
        return !isExempt(client) && failedLogins.tooMany(client, nanos.getAsLong()) ? Replies.TOO_MANY_LOGINS : null;
    }

    /** A login failed. */
    public void loginFailed(InetAddress client) {
        if (!isExempt(client)) {
            failedLogins.failed(client, nanos.getAsLong());
        }
    }

    private Rates of(InetAddress client, long now) {
        return rates.of(ClientKey.of(client), now);
    }

    private boolean isExempt(InetAddress client) {
        return limits.exempt().contains(client);
    }
}
