package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** INVITE as a client, octet for octet over UDP (RFC 3261 section 13.2). */
class OutgoingCallTest extends SipTestSupport {

    private static final String ANSWER = "v=0 answer";

    private final UdpPeer peer = UdpPeer.open();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Override
    void configure(SipComponent sip) {
        sip.setT1(500);
        sip.setT2(4000);
        sip.setUsername("gateway");
        sip.setPassword("secret");
        sip.setTrustedPeers("192.0.2.1");
    }

    @Test
    void theInviteCarriesTheFieldsOfTheExchangeTheOfferAndAContact() throws Exception {
        Exchange exchange = exchange();
        exchange.getMessage().setHeader(SipConstants.HEADER_PREFIX + "Subject", "Minutes\r\nX-Injected: yes");
        exchange.getMessage().setHeader(SipConstants.HEADER_PREFIX + "Content-Type", "message/cpim");

        component.caller(options("")).invite(exchange, "v=0 offer".getBytes(StandardCharsets.UTF_8), "application/sdp", ";+g.x", 5000);
        String invite = peer.receive();

        assertThat(invite).startsWith("INVITE sip:bob@op.example SIP/2.0\r\n").endsWith("\r\n\r\nv=0 offer");
        assertThat(UdpPeer.field(invite, "Contact")).isEqualTo("<sip:127.0.0.1:" + port("udp") + ">;+g.x");
        assertThat(UdpPeer.field(invite, "Subject")).isEqualTo("Minutes  X-Injected: yes");
        assertThat(UdpPeer.field(invite, "Content-Type")).isEqualTo("application/sdp");
        assertThat(UdpPeer.field(invite, "CSeq")).isEqualTo("1 INVITE");
        assertThat(UdpPeer.field(invite, "Supported")).isEqualTo("100rel");
        assertThat(UdpPeer.field(invite, "Allow")).contains("INVITE", "UPDATE");
    }

    @Test
    void a2xxIsAcknowledgedThroughItsRouteSetEachTimeItComesAndByeEndsTheSession() throws Exception {
        OutgoingCall call = invite(5000);
        String invite = peer.receive();
        peer.reply(UdpPeer.response(invite, "180 Ringing"));
        String ok = answer(invite, "far", "Record-Route: <sip:far.example;lr>, <sip:127.0.0.1:" + peer.port() + ";lr>",
                "Contact: <sip:bob@192.0.2.9:5061>");

        peer.reply(ok);
        String ack = peer.receive();
        peer.reply(ok);
        String again = peer.receive();

        assertThat(ack).startsWith("ACK sip:bob@192.0.2.9:5061 SIP/2.0\r\n");
        assertThat(ack).contains("Route: <sip:127.0.0.1:" + peer.port() + ";lr>\r\n").contains("\r\nRoute: <sip:far.example;lr>\r\n");
        assertThat(UdpPeer.field(ack, "CSeq")).isEqualTo("1 ACK");
        assertThat(UdpPeer.field(ack, "To")).endsWith(";tag=far");
        assertThat(again).startsWith("ACK sip:bob@192.0.2.9:5061 ");
        SipAnswer answer = call.answer().get(5, TimeUnit.SECONDS);
        assertThat(answer.outcome().status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(ANSWER);

        call.end();
        String bye = peer.receive();
        assertThat(bye).startsWith("BYE sip:bob@192.0.2.9:5061 ");
        assertThat(UdpPeer.field(bye, "CSeq")).isEqualTo("2 BYE");
        assertThat(call.ended().get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(component.calls().size()).isZero();
    }

    @Test
    void aRefusalIsAcknowledgedAndIsTheAnswer() throws Exception {
        OutgoingCall call = invite(5000);
        String invite = peer.receive();

        peer.reply(UdpPeer.response(invite, "486 Busy Here", "Retry-After: 9"));

        assertThat(peer.receive()).startsWith("ACK sip:bob@op.example ").contains(UdpPeer.field(invite, "Via"));
        SipAnswer answer = call.answer().get(5, TimeUnit.SECONDS);
        assertThat(answer.outcome().status()).isEqualTo(486);
        assertThat(answer.outcome().retryAfter()).isEqualTo(9);
        assertThat(call.ended().get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(component.calls().size()).isZero();
    }

    @Test
    void whoRingsToTheEndOfTheTimeIsCancelledAndItsLate2xxIsEndedWithBye() throws Exception {
        OutgoingCall call = invite(400);
        String invite = peer.receive();
        peer.reply(UdpPeer.response(invite, "180 Ringing"));

        String cancel = peer.receive();
        assertThat(cancel).startsWith("CANCEL sip:bob@op.example ").contains("CSeq: 1 CANCEL\r\n").contains(UdpPeer.field(invite, "Via"));
        SipAnswer answer = call.answer().get(5, TimeUnit.SECONDS);
        assertThat(answer.outcome().status()).isEqualTo(487);
        peer.reply(UdpPeer.response(cancel, "200 OK"));
        peer.reply(answer(invite, "far", contact()));

        assertThat(peer.receive()).startsWith("ACK ");
        assertThat(peer.receive()).startsWith("BYE ");
    }

    @Test
    void whoIsSilentIsATimeout() throws Exception {
        OutgoingCall call = invite(300);

        assertThat(call.answer().get(5, TimeUnit.SECONDS).outcome().failure()).isEqualTo(SipFailure.TIMEOUT);
    }

    @Test
    void ofSeveralThatTakeItTheFirstRemainsAndTheOthersGetBye() throws Exception {
        OutgoingCall call = invite(5000);
        String invite = peer.receive();

        peer.reply(answer(invite, "one", contact()));
        assertThat(peer.receive()).startsWith("ACK ").contains(";tag=one\r\n");
        peer.reply(answer(invite, "two", contact()));
        String ack = peer.receive();
        String bye = peer.receive();

        assertThat(ack).startsWith("ACK ").contains(";tag=two\r\n");
        assertThat(bye).startsWith("BYE ").contains(";tag=two\r\n");
        assertThat(call.ended()).isNotDone();
    }

    @Test
    void aReliableProvisionalResponseGetsPrackAndMayAnswerBeforeThe2xx() throws Exception {
        OutgoingCall call = invite(5000);
        String invite = peer.receive();
        String progress = UdpPeer.response(invite, "183 Session Progress", "Require: 100rel", "RSeq: 41", contact(),
                "Content-Type: application/sdp").replace("Content-Length: 0\r\n\r\n", "Content-Length: 9\r\n\r\nv=0 early");

        peer.reply(progress);
        String prack = peer.receive();
        peer.reply(UdpPeer.response(prack, "200 OK").replace(";tag=far;tag=far", ";tag=far"));
        peer.reply(progress);
        peer.reply(UdpPeer.response(invite, "200 OK", contact()));

        assertThat(prack).startsWith("PRACK sip:bob@127.0.0.1:" + peer.port() + " ").contains("\r\nRAck: 41 1 INVITE\r\n");
        assertThat(UdpPeer.field(prack, "CSeq")).isEqualTo("2 PRACK");
        assertThat(peer.receive()).startsWith("ACK ").contains("CSeq: 1 ACK\r\n");
        assertThat(new String(call.answer().get(5, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8)).isEqualTo("v=0 early");
    }

    @Test
    void aChallengeIsAnsweredInTheSameCall() throws Exception {
        OutgoingCall call = invite(5000);
        String invite = peer.receive();

        peer.reply(UdpPeer.response(invite, "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"op.example\", nonce=\"n\", qop=\"auth\""));
        assertThat(peer.receive()).startsWith("ACK ").contains("CSeq: 1 ACK\r\n");
        String second = peer.receive();
        peer.reply(answer(second, "far", contact()));
        String ack = peer.receive();

        assertThat(second).contains("CSeq: 2 INVITE\r\n").contains("Proxy-Authorization: Digest username=\"gateway\"");
        assertThat(UdpPeer.field(second, "Call-ID")).isEqualTo(UdpPeer.field(invite, "Call-ID"));
        assertThat(ack).contains("CSeq: 2 ACK\r\n");
        assertThat(call.answer().get(5, TimeUnit.SECONDS).outcome().status()).isEqualTo(200);
    }

    @Test
    void aRedirectionIsFollowed() throws Exception {
        OutgoingCall call = component.caller(options("*")).invite(exchange(), "v=0".getBytes(StandardCharsets.UTF_8), "application/sdp", "",
                5000);
        String invite = peer.receive();

        peer.reply(UdpPeer.response(invite, "302 Moved Temporarily", "Contact: <sip:bob@mobile.example>"));
        assertThat(peer.receive()).startsWith("ACK ");
        String second = peer.receive();
        peer.reply(UdpPeer.response(second, "603 Decline"));

        assertThat(second).startsWith("INVITE sip:bob@mobile.example SIP/2.0\r\n");
        assertThat(call.answer().get(5, TimeUnit.SECONDS).outcome().status()).isEqualTo(603);
    }

    @Test
    void anotherNextHopIsAskedAfter503() throws Exception {
        try (UdpPeer other = UdpPeer.open()) {
            Exchange exchange = exchange();
            exchange.getMessage().setHeader(SipConstants.NEXT_HOP, peer.uri() + "," + other.uri());
            OutgoingCall call = component.caller(options("")).invite(exchange, "v=0".getBytes(StandardCharsets.UTF_8), "application/sdp", "",
                    5000);

            peer.reply(UdpPeer.response(peer.receive(), "503 Service Unavailable"));
            String second = other.receive();
            other.reply(UdpPeer.response(second, "480 Temporarily Unavailable"));

            assertThat(call.answer().get(5, TimeUnit.SECONDS).outcome().status()).isEqualTo(480);
        }
    }

    @Test
    void theFarSideEndsChangesAndRefreshesTheSessionThoughItIsNoTrustedPeer() throws Exception {
        OutgoingCall call = invite(5000);
        String invite = peer.receive();
        peer.reply(answer(invite, "far", contact()));
        peer.receive();
        call.answer().get(5, TimeUnit.SECONDS);

        peer.send(within(invite, "UPDATE", 5, "", "Session-Expires: 90;refresher=uac", "Supported: timer"), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n").contains("Session-Expires: 90;refresher=uac\r\n", "Require: timer\r\n");
        peer.send(within(invite, "INVITE", 6, "v=0 other"), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 488 ");
        peer.send(within(invite, "INVITE", 7, ANSWER), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n").contains("Contact: ").endsWith("\r\n\r\nv=0 offer");
        peer.send(within(invite, "INVITE", 8, ANSWER), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 491 ");
        peer.send(within(invite, "BYE", 4, ""), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 500 ");
        peer.send(within(invite, "BYE", 9, "", "Require: fancy"), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 420 ").contains("Unsupported: fancy\r\n");
        peer.send(within(invite, "BYE", 10, "").replace(";tag=far", ";tag=forged"), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 481 ");
        assertThat(call.ended()).isNotDone();
        peer.send(within(invite, "BYE", 11, ""), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n");
        assertThat(call.ended().get(5, TimeUnit.SECONDS)).isTrue();
        peer.send(within(invite, "BYE", 12, ""), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 403 ");
    }

    @Test
    void moreSessionsThanAllowedAreNotBegun() throws Exception {
        component.stop();
        component.setMaxCalls(1);
        component.start();
        invite(5000);

        assertThat(invite(5000).answer().get(5, TimeUnit.SECONDS).outcome().failure()).isEqualTo(SipFailure.TRANSPORT);
    }

    @Test
    void whatIsNotAnsweredWhenTheComponentStopsEnds() throws Exception {
        OutgoingCall call = invite(50_000);
        peer.receive();

        component.stop();

        await().until(() -> call.answer().isDone());
        assertThat(call.answer().get().outcome().isSuccess()).isFalse();
    }

    private OutgoingCall invite(long timeout) throws Exception {
        return component.caller(options("")).invite(exchange(), "v=0 offer".getBytes(StandardCharsets.UTF_8), "application/sdp", "", timeout);
    }

    private SipCallOptions options(String redirectDomains) {
        return new SipCallOptions(peer.uri(), false, 1300, redirectDomains, 70);
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(new java.util.HashMap<>(MESSAGE));
        return exchange;
    }

    private String contact() {
        return "Contact: <sip:bob@127.0.0.1:" + peer.port() + ">";
    }

    private static String answer(String invite, String tag, String... lines) {
        return UdpPeer.response(invite, "200 OK", lines).replace(";tag=far\r\n", ";tag=" + tag + "\r\n")
                .replace("Content-Length: 0\r\n\r\n", "Content-Type: application/sdp\r\nContent-Length: " + ANSWER.length() + "\r\n\r\n" + ANSWER);
    }

    /** A request of the far side in the dialog that its answer with the tag {@code far} has made. */
    private String within(String invite, String method, int cseq, String body, String... lines) {
        String other = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return method + " sip:127.0.0.1:" + port("udp") + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=z9hG4bK" + cseq
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:bob@op.example>;tag=far\r\nTo: " + UdpPeer.field(invite, "From")
                + "\r\nCall-ID: " + UdpPeer.field(invite, "Call-ID") + "\r\nCSeq: " + cseq + " " + method + "\r\n" + contact() + "\r\n" + other
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
