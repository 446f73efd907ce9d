package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipHop;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;

/** RFC 3261 section 17.1.2, with T1 500 ms and T2 4 s. */
class ClientTransactionTest {

    private static final SipOutcome OK = SipOutcome.of(200, "OK", List.of());

    private final ManualTimers timers = new ManualTimers();
    private final List<Long> transmissions = new ArrayList<>();
    private final List<SipOutcome> outcomes = new ArrayList<>();
    private IOException failure;
    private int unanswered;
    private boolean connected = true;
    private Runnable whileSending = () -> { };
    private ClientTransaction transaction;

    @Test
    void withoutResponseTimerEDoublesUpToT2AndTimerFEndsIt() {
        start("udp", 45_000);

        timers.advanceTo(60_000);

        assertThat(transmissions).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 11500L, 15500L, 19500L, 23500L, 27500L, 31500L);
        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
        assertThat(outcomes).extracting(SipOutcome::status).containsExactly(408);
        assertThat(unanswered).isEqualTo(1);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void aProvisionalResponseSlowsTimerEToT2() {
        ClientTransaction transaction = start("udp", 45_000);

        timers.advanceTo(600);
        transaction.proceed();
        timers.advanceTo(10_000);

        assertThat(transmissions).containsExactly(0L, 500L, 1500L, 5500L, 9500L);
    }

    @Test
    void aFinalResponseEndsItOnceAndAllTimers() {
        ClientTransaction transaction = start("udp", 45_000);

        transaction.complete(OK);
        transaction.complete(SipOutcome.of(404, "Not Found", List.of()));
        timers.advanceTo(60_000);

        assertThat(outcomes).containsExactly(OK);
        assertThat(transmissions).containsExactly(0L);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void overAReliableTransportNothingIsSentTwice() {
        start("tcp", 45_000);

        timers.advanceTo(31_999);
        assertThat(outcomes).isEmpty();
        timers.advanceTo(32_000);

        assertThat(transmissions).containsExactly(0L);
        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
    }

    @Test
    void theTimeLimitOfTheEndpointEndsItBeforeTimerF() {
        start("udp", 2000);

        timers.advanceTo(2000);

        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
    }

    @Test
    void whatCannotBeSentIsATransportFailure() {
        failure = new IOException("refused");

        start("tcp", 45_000);

        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.TRANSPORT);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void aRetransmissionThatFailsKeepsWaiting() {
        ClientTransaction transaction = start("udp", 45_000);

        failure = new IOException("unreachable");
        timers.advanceTo(2000);
        assertThat(outcomes).isEmpty();
        transaction.complete(OK);

        assertThat(outcomes).containsExactly(OK);
    }

    @Test
    void aLostConnectionBreaksIt() {
        ClientTransaction transaction = start("tcp", 45_000);

        transaction.abort();

        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.BROKEN);
    }

    @Test
    void anAddressThatNobodyListensAtEndsItAsATransportFailure() {
        ClientTransaction transaction = start("udp", 45_000);

        transaction.unreachable();

        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.TRANSPORT);
    }

    @Test
    void aProvisionalResponseTellsThatSomebodyListens() {
        ClientTransaction transaction = start("udp", 45_000);
        transaction.proceed();

        transaction.unreachable();
        assertThat(outcomes).isEmpty();
        timers.advanceTo(32_000);

        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
        assertThat(outcomes).extracting(SipOutcome::hopFailed).containsExactly(false);
        assertThat(unanswered).isZero();
    }

    @Test
    void aConnectionThatIsLostWhileTheRequestIsWrittenIsBroken() {
        connected = false;
        whileSending = () -> transaction.abort();
        start("tcp", 45_000);

        assertThat(outcomes).extracting(SipOutcome::failure).containsExactly(SipFailure.BROKEN);
    }

    @Test
    void anOldConnectionInThePlaceOfWhichTheRequestHasOpenedAnotherIsNoLoss() {
        whileSending = () -> transaction.abort();
        start("tcp", 45_000);

        assertThat(outcomes).isEmpty();
    }

    private ClientTransaction start(String transport, long timeout) {
        SipRequest request = new SipRequest("MESSAGE", "z9hG4bKx", "id", new SipHop(transport, "127.0.0.1", 5060), new byte[0]);
        ClientTransaction.Transmission transmission = new ClientTransaction.Transmission() {
            @Override
            public void transmit() throws IOException {
                if (failure != null) {
                    throw failure;
                }
                transmissions.add(timers.now());
                whileSending.run();
            }

            @Override
            public boolean connected() {
                return connected;
            }

            @Override
            public void unanswered() {
                unanswered++;
            }

            @Override
            public InetSocketAddress remote() {
                return null;
            }
        };
        SipSettings settings = new SipSettings(500, 4000, 3000, 100, 65535, 0, null, null);
        transaction = new ClientTransaction(request, settings, timers, transmission, outcomes::add);
        transaction.start(timeout);
        return transaction;
    }
}
