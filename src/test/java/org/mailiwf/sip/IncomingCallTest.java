package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** INVITE as a server, octet for octet over UDP (RFC 3261 section 13.3). */
class IncomingCallTest extends SipTestSupport {

    private final UdpPeer peer = UdpPeer.open();
    private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();

    @Override
    void configure(SipComponent sip) {
        sip.setMaxCalls(2);
    }

    @BeforeEach
    void take() throws Exception {
        component.takeCalls("", calls::add);
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Test
    void aCallIsTakenWithABodyAndEndedByTheFarSide() throws Exception {
        peer.send(request("INVITE", 1, "a", "v=0 offer"), port("udp"));
        IncomingCall call = next();
        assertThat(call.request().body()).asString(StandardCharsets.UTF_8).isEqualTo("v=0 offer");

        call.ring();
        String ringing = peer.receive();
        call.accept("v=0 answer".getBytes(StandardCharsets.UTF_8), "application/sdp");
        String ok = peer.receive();
        String again = peer.receive();

        assertThat(ringing).startsWith("SIP/2.0 180 Ringing\r\n");
        assertThat(ok).startsWith("SIP/2.0 200 OK\r\n").endsWith("\r\n\r\nv=0 answer").contains("Content-Type: application/sdp\r\n",
                "Contact: <sip:127.0.0.1:" + port("udp") + ">\r\n", "Record-Route: <sip:p.example;lr>\r\n");
        assertThat(UdpPeer.field(ok, "To")).isEqualTo(UdpPeer.field(ringing, "To"));
        assertThat(again).isEqualTo(ok);
        String toTag = UdpPeer.field(ok, "To");
        peer.send(request("ACK", 1, "b", "").replace("To: <sip:carol@op.example>", "To: " + toTag), port("udp"));
        assertThat(call.established().get(5, TimeUnit.SECONDS)).isTrue();
        // what was sent before the ACK is still there
        await().until(() -> peer.isQuiet(300));
        peer.send(request("BYE", 2, "c", "").replace("To: <sip:carol@op.example>", "To: " + toTag), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n");
        assertThat(call.ended().get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoNeverAcknowledgesGetsBye() throws Exception {
        component.stop();
        component.setT1(5);
        component.setT2(20);
        component.start();
        component.takeCalls("", calls::add);
        peer.send(request("INVITE", 1, "a", "v=0").replace("Record-Route: <sip:p.example;lr>\r\n", ""), port("udp"));
        IncomingCall call = next();
        call.accept("v=0".getBytes(StandardCharsets.UTF_8), "application/sdp");

        String last = peer.receive();
        while (last.startsWith("SIP/2.0 200 ")) {
            last = peer.receive();
        }

        assertThat(last).startsWith("BYE sip:alice@127.0.0.1:" + peer.port() + " ");
        assertThat(call.established().get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aCancelEndsACallThatIsNotAnswered() throws Exception {
        peer.send(request("INVITE", 1, "a", "v=0"), port("udp"));
        IncomingCall call = next();

        peer.send(request("CANCEL", 1, "a", ""), port("udp"));
        List<String> both = List.of(peer.receive(), peer.receive());

        assertThat(both).anyMatch(each -> each.startsWith("SIP/2.0 200 ") && each.contains("CSeq: 1 CANCEL\r\n"));
        assertThat(both).anyMatch(each -> each.startsWith("SIP/2.0 487 ") && each.contains("CSeq: 1 INVITE\r\n"));
        assertThat(call.ended().get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(call.accept(new byte[0], "application/sdp")).isFalse();
        peer.send(request("ACK", 1, "a", "").replace("To: <sip:carol@op.example>", "To: " + UdpPeer.field(both.get(1), "To")), port("udp"));
        await().until(() -> component.calls().size() == 0);
    }

    @Test
    void aRefusalIsSentAgainUntilItsAck() throws Exception {
        peer.send(request("INVITE", 1, "a", "v=0"), port("udp"));
        next().refuse(new SipResponse(415, "Unsupported Media Type", List.of(new SipField("Accept", "application/sdp"))));

        String refusal = peer.receive();
        assertThat(refusal).startsWith("SIP/2.0 415 ").contains("Accept: application/sdp\r\n");
        assertThat(peer.receive()).isEqualTo(refusal);
        peer.send(request("ACK", 1, "a", "").replace("To: <sip:carol@op.example>", "To: " + UdpPeer.field(refusal, "To")), port("udp"));
        await().until(() -> peer.isQuiet(300));
    }

    @Test
    void requestsForADialogThatIsNotThereAre481() throws Exception {
        peer.send(request("BYE", 2, "c", "").replace("carol@op.example>", "carol@op.example>;tag=gone"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 481 ");
    }

    @Test
    void anExtensionThatIsRequiredAndUnknownIsRefused() throws Exception {
        peer.send(request("INVITE", 1, "a", "v=0", "Require: timer, precondition"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 420 ").contains("Unsupported: precondition\r\n");
    }

    @Test
    void moreCallsThanAllowedAreRefusedAndTheSameOverAnotherPathIsALoop() throws Exception {
        peer.send(request("INVITE", 1, "a", "v=0"), port("udp"));
        next();
        peer.send(request("INVITE", 1, "other", "v=0"), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 482 ");
        peer.send(request("INVITE", 2, "b", "v=0"), port("udp"));
        next();
        peer.send(request("INVITE", 3, "c", "v=0"), port("udp"));

        String response = peer.receive();
        while (response.startsWith("SIP/2.0 482 ")) {
            response = peer.receive();
        }
        assertThat(response).startsWith("SIP/2.0 503 ").contains("Retry-After: ");
    }

    @Test
    void anInviteThatNobodyTakesIs405() throws Exception {
        component.stop();
        component.start();
        component.startEngine();
        peer.send(request("INVITE", 1, "a", "v=0"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 405 ");
    }

    @Test
    void optionsNameWhatBelongsToInvite() throws Exception {
        peer.send(request("OPTIONS", 1, "a", ""), port("udp"));

        assertThat(UdpPeer.field(peer.receive(), "Allow")).isEqualTo("ACK, BYE, CANCEL, INVITE, OPTIONS, PRACK, UPDATE");
    }

    private IncomingCall next() throws InterruptedException {
        IncomingCall call = calls.poll(5, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return call;
    }

    private String request(String method, int cseq, String branch, String body, String... lines) {
        String other = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return method + " sip:carol@op.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=z9hG4bK" + branch
                + "\r\nMax-Forwards: 70\r\nRecord-Route: <sip:p.example;lr>\r\nFrom: <sip:alice@corp.example>;tag=near\r\n"
                + "To: <sip:carol@op.example>\r\nCall-ID: call\r\nCSeq: " + cseq + " " + method
                + "\r\nContact: <sip:alice@127.0.0.1:" + peer.port() + ">\r\n" + other
                + "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
