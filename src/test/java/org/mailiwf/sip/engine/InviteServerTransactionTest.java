package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.sip.SipSettings;

/** RFC 3261 section 17.2.1 and RFC 6026, with T1 500 ms and T2 4 s. */
class InviteServerTransactionTest {

    private final ManualTimers timers = new ManualTimers();
    private final List<String> sent = new ArrayList<>();
    private int ends;

    @Test
    void theLastProvisionalResponseAnswersARetransmission() {
        InviteServerTransaction transaction = transaction(false);

        transaction.replay();
        respond(transaction, 100);
        respond(transaction, 180);
        transaction.replay();

        assertThat(sent).containsExactly("100@0", "180@0", "180@0");
    }

    @Test
    void aSuccessIsSentAgainUntilItsAckOverAnyTransport() {
        InviteServerTransaction transaction = transaction(true);

        respond(transaction, 200);
        timers.advanceTo(8000);
        transaction.acknowledged();
        timers.advanceTo(60_000);

        assertThat(sent).containsExactly("200@0", "200@500", "200@1500", "200@3500", "200@7500");
        assertThat(ends).isEqualTo(1);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void aSuccessWithoutAckIsTold() {
        InviteServerTransaction transaction = transaction(true);
        List<Long> told = new ArrayList<>();
        transaction.whenUnacknowledged(() -> told.add(timers.now()));

        respond(transaction, 200);
        timers.advanceTo(60_000);

        assertThat(told).containsExactly(32_000L);
        assertThat(sent).hasSize(11);
    }

    @Test
    void aRefusalIsSentAgainUntilItsAckOverUdp() {
        InviteServerTransaction transaction = transaction(false);

        respond(transaction, 486);
        timers.advanceTo(600);
        transaction.replay();
        assertThat(transaction.acknowledge()).isTrue();
        assertThat(transaction.acknowledge()).isTrue();
        timers.advanceTo(5599);
        assertThat(ends).isZero();
        timers.advanceTo(5600);

        assertThat(sent).containsExactly("486@0", "486@500", "486@600");
        assertThat(ends).isEqualTo(1);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void aRefusalIsSentOnceOverAReliableTransport() {
        InviteServerTransaction transaction = transaction(true);

        respond(transaction, 486);
        timers.advanceTo(31_999);
        assertThat(ends).isZero();
        timers.advanceTo(32_000);

        assertThat(sent).containsExactly("486@0");
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void nothingFollowsAFinalResponse() {
        InviteServerTransaction transaction = transaction(true);

        respond(transaction, 200);
        respond(transaction, 487);
        transaction.replay();

        assertThat(sent).containsExactly("200@0");
        assertThat(transaction.acknowledge()).isFalse();
    }

    private InviteServerTransaction transaction(boolean reliable) {
        return new InviteServerTransaction(new SipSettings(500, 4000, 3000, 100, 65535, 0, null, null), timers, reliable,
                InetAddress.getLoopbackAddress(), octets -> sent.add(new String(octets, StandardCharsets.UTF_8) + "@" + timers.now()),
                () -> ends++);
    }

    private static void respond(InviteServerTransaction transaction, int status) {
        transaction.respond(status, Integer.toString(status).getBytes(StandardCharsets.UTF_8));
    }
}
