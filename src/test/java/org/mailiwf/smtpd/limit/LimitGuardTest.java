package org.mailiwf.smtpd.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.mailiwf.net.Networks;
import org.mailiwf.smtpd.protocol.Replies;

class LimitGuardTest {

    private final AtomicLong nanos = new AtomicLong(-5);

    private LimitGuard guard(int mailsOfAll, int mailsOfOne, String exempt) {
        return guard(mailsOfAll, mailsOfOne, exempt, new FailedLogins(3));
    }

    private LimitGuard guard(int mailsOfAll, int mailsOfOne, String exempt, FailedLogins failedLogins) {
        return new LimitGuard(new ClientLimits(2, new ClientLimits.Rate(mailsOfAll, mailsOfOne), new ClientLimits.Rate(5, 3), 0, 2, 3, 0, 4,
                Duration.ofMinutes(1), Duration.ZERO, Networks.parse(exempt)), failedLogins, nanos::get);
    }

    private static InetAddress client(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void bucketLetsAMinutesWorthThroughAtOnceAndThenOneAtATime() {
        TokenBucket bucket = new TokenBucket(3, nanos.get());
        assertThat(bucket.take(nanos.get())).isTrue();
        assertThat(bucket.take(nanos.get())).isTrue();
        assertThat(bucket.take(nanos.get())).isTrue();
        assertThat(bucket.take(nanos.get())).isFalse();
        pass(Duration.ofMillis(20_001));
        assertThat(bucket.take(nanos.get())).isTrue();
        assertThat(bucket.take(nanos.get())).isFalse();
        pass(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(nanos.get())).isTrue();
        }
        assertThat(bucket.take(nanos.get())).isFalse();
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneClient() throws Exception {
        LimitGuard guard = guard(0, 1, "");
        assertThat(guard.mail(client("2001:db8:1:2::1"), 0)).isNull();
        assertThat(guard.mail(client("2001:db8:1:2:ffff::2"), 0)).isEqualTo(Replies.TOO_MANY_MAILS_OF_CLIENT);
        assertThat(guard.mail(client("2001:db8:1:3::1"), 0)).isNull();
    }

    @Test
    void everyIpv4AddressIsAClient() throws Exception {
        LimitGuard guard = guard(0, 1, "");
        assertThat(guard.mail(client("192.0.2.1"), 0)).isNull();
        assertThat(guard.mail(client("192.0.2.2"), 0)).isNull();
        assertThat(guard.mail(client("192.0.2.1"), 0)).isEqualTo(Replies.TOO_MANY_MAILS_OF_CLIENT);
    }

    @Test
    void whatOneClientHasTooMuchOfDoesNotCountForAll() throws Exception {
        LimitGuard guard = guard(2, 1, "");
        assertThat(guard.mail(client("192.0.2.1"), 0)).isNull();
        assertThat(guard.mail(client("192.0.2.1"), 0)).isEqualTo(Replies.TOO_MANY_MAILS_OF_CLIENT);
        assertThat(guard.mail(client("192.0.2.2"), 0)).isNull();
        assertThat(guard.mail(client("192.0.2.3"), 0)).isEqualTo(Replies.OVERLOADED);
    }

    @Test
    void exemptClientsAreHeldToTheLimitsForAll() throws Exception {
        LimitGuard guard = guard(2, 1, "192.0.2.0/24");
        for (int i = 0; i < 5; i++) {
            assertThat(guard.connected(client("192.0.2.1"))).isNull();
            assertThat(guard.unknownRecipient(client("192.0.2.1"), 1)).isNull();
        }
        assertThat(guard.mail(client("192.0.2.1"), 0)).isNull();
        assertThat(guard.mail(client("192.0.2.1"), 0)).isNull();
        assertThat(guard.mail(client("192.0.2.1"), 0)).isEqualTo(Replies.OVERLOADED);
        assertThat(guard.mail(client("192.0.2.1"), 4)).isEqualTo(Replies.OVERLOADED);
    }

    @Test
    void unknownRecipientsOfAClientAreCountedOverItsSessions() throws Exception {
        LimitGuard guard = guard(0, 0, "");
        assertThat(guard.unknownRecipient(client("192.0.2.1"), 1)).isNull();
        assertThat(guard.unknownRecipient(client("192.0.2.1"), 1)).isNull();
        assertThat(guard.unknownRecipient(client("192.0.2.1"), 1)).isEqualTo(Replies.TOO_MANY_UNKNOWN_RECIPIENTS);
        assertThat(guard.unknownRecipient(client("192.0.2.2"), 1)).isNull();
    }

    @Test
    void failedLoginsOfAClientAreCountedOverItsSessions() throws Exception {
        LimitGuard guard = guard(0, 0, "192.0.2.9");
        for (int i = 0; i < 3; i++) {
            assertThat(guard.login(client("2001:db8:1:2::1"))).isNull();
            guard.loginFailed(client("2001:db8:1:2::1"));
            guard.loginFailed(client("192.0.2.9"));
        }
        assertThat(guard.login(client("2001:db8:1:2::2"))).isEqualTo(Replies.TOO_MANY_LOGINS);
        assertThat(guard.login(client("2001:db8:1:3::1"))).isNull();
        assertThat(guard.login(client("192.0.2.9"))).isNull();
        pass(Duration.ofMillis(20_001));
        assertThat(guard.login(client("2001:db8:1:2::2"))).isNull();
    }

    @Test
    void failedLoginsAreCountedOverAllServersThatShareThem() throws Exception {
        FailedLogins shared = new FailedLogins(3);
        LimitGuard submission = guard(0, 0, "", shared);
        LimitGuard submissions = guard(0, 0, "", shared);
        InetAddress client = client("192.0.2.1");
        submission.loginFailed(client);
        submission.loginFailed(client);
        assertThat(submissions.login(client)).isNull();
        submissions.loginFailed(client);
        assertThat(submission.login(client)).isEqualTo(Replies.TOO_MANY_LOGINS);
        assertThat(submissions.login(client)).isEqualTo(Replies.TOO_MANY_LOGINS);
    }

    @Test
    void loginsThatFailAtTheSameTimeAllCount() throws Exception {
        LimitGuard guard = guard(0, 0, "");
        InetAddress client = client("192.0.2.1");
        for (int i = 0; i < 9; i++) {
            guard.loginFailed(client);
        }
        pass(Duration.ofSeconds(61));
        guard.login(client("192.0.2.2"));
        assertThat(guard.login(client)).isEqualTo(Replies.TOO_MANY_LOGINS);
        pass(Duration.ofSeconds(80));
        assertThat(guard.login(client)).isNull();
    }

    @Test
    void refusedConnectionsDoNotCount() throws Exception {
        LimitGuard guard = guard(0, 0, "");
        InetAddress client = client("192.0.2.1");
        assertThat(guard.connected(client)).isNull();
        assertThat(guard.connected(client)).isNull();
        assertThat(guard.connected(client)).isEqualTo(Replies.TOO_MANY_CONNECTIONS_OF_CLIENT);
        guard.disconnected(client);
        assertThat(guard.connected(client)).isNull();
        assertThat(guard.connected(client)).isEqualTo(Replies.TOO_MANY_CONNECTIONS_OF_CLIENT);
    }

    @Test
    void tableOfClientsIsBoundedAndForgetsWhoRests() {
        ClientTable<TokenBucket> rates = new ClientTable<>(now -> new TokenBucket(1, now), (bucket, now) -> true);
        for (int i = 0; i < 2 * ClientTable.MAX_CLIENTS; i++) {
            rates.of(new ClientKey(false, i), nanos.get());
        }
        assertThat(rates.size()).isEqualTo(ClientTable.MAX_CLIENTS);
        pass(Duration.ofSeconds(61));
        rates.of(new ClientKey(false, -1), nanos.get());
        assertThat(rates.size()).isEqualTo(1);
    }
}
