package org.mailiwf.smtpd.limit;

import java.net.InetAddress;

/**
 * The failed logins of clients, of all servers that share it: who guesses passwords must not get as many tries again at each listener. A
 * client is who {@link ClientLimits} says.
 */
public final class FailedLogins {

    private final int perMinute;
    private final ClientTable<TokenBucket> clients;

    /** @param perMinute how many of one client there may be; 0: no limit */
    public FailedLogins(int perMinute) {
        this.perMinute = perMinute;
        this.clients = new ClientTable<>(nanos -> new TokenBucket(perMinute, nanos), (bucket, nanos) -> !bucket.isInDebt(nanos));
    }

    /** Whether so many have failed that none may be tried now. */
    boolean tooMany(InetAddress client, long nanos) {
        return perMinute > 0 && !clients.of(ClientKey.of(client), nanos).hasOne(nanos);
    }

    /** One has failed. Of those tried at the same time all count, however few were left. */
    void failed(InetAddress client, long nanos) {
        if (perMinute > 0) {
            clients.of(ClientKey.of(client), nanos).owe(nanos);
        }
    }
}
