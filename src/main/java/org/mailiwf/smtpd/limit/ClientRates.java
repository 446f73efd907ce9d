package org.mailiwf.smtpd.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rates of the clients that were seen within the last minute. Who was not is like new: all that its buckets could hold is in them
 * again, unless it is in debt. Bounded: of too many clients those are forgotten that were seen longest ago.
 */
final class ClientRates {

    static final int MAX_CLIENTS = 10_000;
    private static final long MINUTE = 60_000_000_000L;

    /** One client. */
    static final class Buckets {

        final TokenBucket mails;
        final TokenBucket recipients;
        final TokenBucket unknownRecipients;
        final TokenBucket failedLogins;
        private long seenAt;

        private Buckets(ClientLimits limits, long nanos) {
            mails = new TokenBucket(limits.mailsPerMinute().perClient(), nanos);
            recipients = new TokenBucket(limits.recipientsPerMinute().perClient(), nanos);
            unknownRecipients = new TokenBucket(limits.unknownRecipientsPerMinute(), nanos);
            failedLogins = new TokenBucket(limits.failedLoginsPerMinute(), nanos);
        }

        private boolean isLikeNew(long nanos) {
            return nanos - seenAt > MINUTE && !failedLogins.isInDebt(nanos);
        }
    }

    private final ClientLimits limits;
    private final Map<ClientKey, Buckets> clients = new LinkedHashMap<>(16, 0.75f, true);

    ClientRates(ClientLimits limits) {
        this.limits = limits;
    }

    synchronized Buckets of(ClientKey client, long nanos) {
        Buckets buckets = clients.get(client);
        if (buckets == null) {
            forget(nanos);
            buckets = new Buckets(limits, nanos);
            clients.put(client, buckets);
        }
        buckets.seenAt = nanos;
        return buckets;
    }

    /** The map has those first that were seen longest ago. */
    private void forget(long nanos) {
        Iterator<Buckets> eldest = clients.values().iterator();
        while (eldest.hasNext()) {
            if (!eldest.next().isLikeNew(nanos) && clients.size() < MAX_CLIENTS) {
                return;
            }
            eldest.remove();
        }
    }

    synchronized int size() {
        return clients.size();
    }
}
