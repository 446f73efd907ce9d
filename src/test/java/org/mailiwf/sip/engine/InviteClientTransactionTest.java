package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.sip.Invitation;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipHop;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipReply;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;

/** RFC 3261 section 17.1.1 and RFC 6026, with T1 500 ms. */
class InviteClientTransactionTest {

    private static final String INVITE = """
            INVITE sip:bob@op.example SIP/2.0\r
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx;rport\r
            Max-Forwards: 70\r
            Route: <sip:core.op.example;lr>\r
            From: <sip:alice@corp.example>;tag=a\r
            To: <sip:bob@op.example>\r
            Call-ID: id\r
            CSeq: 7 INVITE\r
            Contact: <sip:127.0.0.1:5060>\r
            Subject: Minutes\r
            Content-Type: application/sdp\r
            Content-Length: 3\r
            \r
            v=0""";

    private final ManualTimers timers = new ManualTimers();
    private final List<Long> transmissions = new ArrayList<>();
    private final List<String> acks = new ArrayList<>();
    private final List<String> cancels = new ArrayList<>();
    private final List<Integer> provisional = new ArrayList<>();
    private final List<String> successes = new ArrayList<>();
    private final List<SipOutcome> failures = new ArrayList<>();
    private int unanswered;
    private int ends;
    private IOException failure;

    @Test
    void withoutResponseTimerADoublesAndTimerBEndsIt() {
        start("udp", 60_000);

        timers.advanceTo(60_000);

        assertThat(transmissions).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 15_500L, 31_500L);
        assertThat(failures).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
        assertThat(unanswered).isEqualTo(1);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void aProvisionalResponseEndsRetransmissionAndTimerB() {
        InviteClientTransaction transaction = start("udp", 60_000);

        timers.advanceTo(600);
        transaction.receive(reply(180, "x"));
        timers.advanceTo(300_000);

        assertThat(transmissions).containsExactly(0L, 500L);
        assertThat(provisional).containsExactly(180);
        assertThat(failures).isEmpty();
    }

    @Test
    void aRefusalIsAcknowledgedByTheTransactionEachTimeItComes() {
        InviteClientTransaction transaction = start("udp", 60_000);

        transaction.receive(reply(486, "x"));
        transaction.receive(reply(486, "x"));

        assertThat(acks).hasSize(2).containsOnly("""
                ACK sip:bob@op.example SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx;rport\r
                Max-Forwards: 70\r
                Route: <sip:core.op.example;lr>\r
                From: <sip:alice@corp.example>;tag=a\r
                To: <sip:bob@op.example>;tag=x\r
                Call-ID: id\r
                CSeq: 7 ACK\r
                Content-Length: 0\r
                \r
                """);
        assertThat(failures).extracting(SipOutcome::status).containsExactly(486);
        assertThat(ends).isZero();
        timers.advanceTo(32_000);
        assertThat(ends).isEqualTo(1);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void overAReliableTransportNothingIsSentTwiceAndARefusalEndsItAtOnce() {
        InviteClientTransaction transaction = start("tcp", 60_000);

        timers.advanceTo(20_000);
        transaction.receive(reply(603, "x"));

        assertThat(transmissions).containsExactly(0L);
        assertThat(acks).hasSize(1);
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void everySuccessIsTheListenersForTheTimeOfTimerM() {
        InviteClientTransaction transaction = start("udp", 60_000);

        transaction.receive(reply(200, "one"));
        transaction.receive(reply(200, "two"));
        transaction.receive(reply(200, "one"));
        transaction.receive(reply(180, "three"));
        timers.advanceTo(32_000);
        transaction.receive(reply(200, "late"));

        assertThat(successes).containsExactly("one", "two", "one");
        assertThat(provisional).isEmpty();
        assertThat(acks).isEmpty();
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void cancelWaitsForAProvisionalResponse() {
        InviteClientTransaction transaction = start("udp", 60_000);

        transaction.cancel();
        assertThat(cancels).isEmpty();
        transaction.receive(reply(100, null));
        transaction.cancel();

        assertThat(cancels).containsExactly("""
                CANCEL sip:bob@op.example SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx;rport\r
                Max-Forwards: 70\r
                Route: <sip:core.op.example;lr>\r
                From: <sip:alice@corp.example>;tag=a\r
                To: <sip:bob@op.example>\r
                Call-ID: id\r
                CSeq: 7 CANCEL\r
                Content-Length: 0\r
                \r
                """);
        transaction.receive(reply(487, "x"));
        assertThat(failures).extracting(SipOutcome::status).containsExactly(487);
        assertThat(acks).hasSize(1);
    }

    @Test
    void whoRingsAndDoesNotAnswerACancelIsGivenUpAfter64T1() {
        InviteClientTransaction transaction = start("tcp", 60_000);
        transaction.receive(reply(180, "x"));
        timers.advanceTo(100_000);

        transaction.cancel();
        timers.advanceTo(132_000);

        assertThat(cancels).hasSize(1);
        assertThat(failures).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
        assertThat(failures).extracting(SipOutcome::hopFailed).containsExactly(false);
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void aHopThatIsGivenUpBeforeTimerBIsCancelledWhenItRingsAfterAll() {
        InviteClientTransaction transaction = start("udp", 2000);

        timers.advanceTo(2000);
        assertThat(failures).extracting(SipOutcome::failure).containsExactly(SipFailure.TIMEOUT);
        transaction.receive(reply(180, "x"));
        transaction.receive(reply(487, "x"));

        assertThat(cancels).hasSize(1);
        assertThat(acks).hasSize(1);
        assertThat(failures).hasSize(1);
        assertThat(transmissions).containsExactly(0L, 500L, 1500L);
    }

    @Test
    void whatAGivenUpHopAcceptsIsTheListeners() {
        InviteClientTransaction transaction = start("udp", 2000);

        timers.advanceTo(10_000);
        transaction.receive(reply(200, "late"));

        assertThat(successes).containsExactly("late");
    }

    @Test
    void whatCannotBeSentIsATransportFailure() {
        failure = new IOException("refused");

        start("tcp", 60_000);

        assertThat(failures).extracting(SipOutcome::failure).containsExactly(SipFailure.TRANSPORT);
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void aLostConnectionBreaksWhatIsNotAnswered() {
        start("tcp", 60_000).abort();

        assertThat(failures).extracting(SipOutcome::failure).containsExactly(SipFailure.BROKEN);
    }

    private static SipReply reply(int status, String tag) {
        return new SipReply(status, "", List.of(new SipField("To", "<sip:bob@op.example>" + (tag == null ? "" : ";tag=" + tag)),
                new SipField("CSeq", "7 INVITE")), new byte[0]);
    }

    private InviteClientTransaction start(String transport, long timeout) {
        SipRequest request = new SipRequest("INVITE", "z9hG4bKx", "id", new SipHop(transport, "127.0.0.1", 5060),
                INVITE.getBytes(StandardCharsets.UTF_8));
        InviteClientTransaction transaction = new InviteClientTransaction(request,
                new SipSettings(500, 4000, 3000, 100, 65535, 0, null, null), timers, new Wire(), new Listener(), () -> ends++);
        transaction.start(timeout);
        return transaction;
    }

    private final class Wire implements InviteClientTransaction.Transmission {

        @Override
        public void transmit() throws IOException {
            if (failure != null) {
                throw failure;
            }
            transmissions.add(timers.now());
        }

        @Override
        public void acknowledge(SipRequest ack) {
            acks.add(new String(ack.octets(), StandardCharsets.UTF_8));
        }

        @Override
        public void cancel(SipRequest cancel) {
            cancels.add(new String(cancel.octets(), StandardCharsets.UTF_8));
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public void unanswered() {
            unanswered++;
        }

        @Override
        public InetSocketAddress remote() {
            return null;
        }
    }

    private final class Listener implements Invitation.Listener {

        @Override
        public void provisional(SipReply reply) {
            provisional.add(reply.status());
        }

        @Override
        public void success(SipReply reply) {
            String to = reply.first("To");
            successes.add(to.substring(to.indexOf("tag=") + 4));
        }

        @Override
        public void failure(SipOutcome outcome) {
            failures.add(outcome);
        }
    }
}
