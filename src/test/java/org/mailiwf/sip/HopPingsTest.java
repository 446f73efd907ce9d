package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** OPTIONS to next hops (RFC 3261 section 11): which rest before any request has met them, and when they are back. */
class HopPingsTest extends SipTestSupport {

    private static final Answer OK = new Answer("200 OK");
    private static final Answer SILENCE = null;

    private volatile Answer toOptions = OK;
    private volatile Answer toMessage = OK;
    private final UdpUserAgent first = start(true);
    private final UdpUserAgent second = start(false);

    private UdpUserAgent start(boolean changing) {
        try {
            return UdpUserAgent.start(request -> !changing ? OK : isOptions(request) ? toOptions : toMessage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOptions(SipMessage request) {
        return request.startLine().startsWith("OPTIONS ");
    }

    @Override
    void configure(SipComponent sip) {
        sip.setT1(20);
        sip.setNextHopPing(50);
        sip.setHopRest(60_000);
    }

    @AfterEach
    void closePeers() {
        first.close();
        second.close();
    }

    private String uri() {
        return "sip:MESSAGE?nextHop=RAW(" + first.uri() + "," + second.uri() + ")";
    }

    private void startProducer() throws Exception {
        context.getEndpoint(uri()).createProducer().start();
    }

    private int statusOfMessage() throws Exception {
        Exchange sent = send(uri(), "hello", MESSAGE).get(10, TimeUnit.SECONDS);
        assertThat(sent.getException()).isNull();
        return sent.getMessage().getHeader(SipConstants.STATUS_CODE, Integer.class);
    }

    private static List<SipMessage> of(String method, UdpUserAgent by) {
        return by.received().stream().filter(request -> request.startLine().startsWith(method + " ")).toList();
    }

    private String firstHop() {
        return "udp:127.0.0.1:" + first.port();
    }

    private void awaitRest() {
        await().until(() -> component.restingHops().contains(firstHop()));
    }

    private void awaitReturn() {
        await().until(() -> component.restingHops().isEmpty());
    }

    @Test
    void theServerItselfIsAsked() throws Exception {
        startProducer();

        // one may be sent several times, but each question is one of its own
        await().until(() -> of("OPTIONS", first).stream().map(each -> each.header("Call-ID")).distinct().count() > 1 && !second.received().isEmpty());
        SipMessage options = of("OPTIONS", first).get(0);
        assertThat(options.startLine()).isEqualTo("OPTIONS sip:127.0.0.1:" + first.port() + ";transport=udp SIP/2.0");
        assertThat(options.names()).containsExactly("Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "Accept", "Content-Length");
        assertThat(options.header("From")).matches("<sip:127\\.0\\.0\\.1:" + port("udp") + ">;tag=\\w+");
        assertThat(options.header("To")).isEqualTo("<sip:127.0.0.1:" + first.port() + ";transport=udp>");
        assertThat(options.header("CSeq")).isEqualTo("1 OPTIONS");
    }

    @Test
    void aSilentHopRestsBeforeARequestHasMetItAndIsBackWhenItAnswers() throws Exception {
        toOptions = SILENCE;
        startProducer();
        awaitRest();

        assertThat(statusOfMessage()).isEqualTo(200);
        assertThat(of("MESSAGE", first)).isEmpty();
        assertThat(of("MESSAGE", second)).hasSize(1);

        toOptions = OK;
        awaitReturn();
        assertThat(statusOfMessage()).isEqualTo(200);
        assertThat(of("MESSAGE", first)).hasSize(1);
    }

    @Test
    void aPortThatNobodyListensAtRestsToo() throws Exception {
        String hop = firstHop();
        startProducer();
        first.close();
        await().until(() -> component.restingHops().contains(hop));
    }

    @Test
    void anyAnswerButThatItTakesNothingIsASignOfLife() throws Exception {
        toOptions = new Answer("503 Service Unavailable");
        startProducer();
        awaitRest();

        toOptions = new Answer("405 Method Not Allowed");
        awaitReturn();
    }

    @Test
    void theRestAfterARequestThatFailedIsNotCutShort() throws Exception {
        toMessage = new Answer("503 Service Unavailable");
        assertThat(statusOfMessage()).isEqualTo(200);

        int before = of("OPTIONS", first).size();
        await().until(() -> of("OPTIONS", first).size() > before + 2);
        assertThat(component.restingHops()).containsExactly(firstHop());
    }

    @Test
    void afterItsRestNoRequestTriesAHopThatDoesNotAnswer() throws Exception {
        component.setHopRest(1);
        toOptions = SILENCE;
        toMessage = SILENCE;
        startProducer();
        awaitRest();

        for (int i = 0; i < 5; i++) {
            assertThat(statusOfMessage()).isEqualTo(200);
        }
        assertThat(of("MESSAGE", first)).isEmpty();
        toOptions = OK;
        awaitReturn();
    }

    @Test
    void theOnlyHopIsTriedThoughItDoesNotAnswerOptions() throws Exception {
        toOptions = SILENCE;
        String only = "sip:MESSAGE?nextHop=RAW(" + first.uri() + ")";
        context.getEndpoint(only).createProducer().start();
        awaitRest();

        assertThat(send(only, "hello", MESSAGE).get(10, TimeUnit.SECONDS).getMessage().getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void aHopIsNotAskedAgainBeforeItWasSilentForLongEnough() throws Exception {
        component.setT1(200);
        toOptions = SILENCE;
        startProducer();

        await().until(() -> of("OPTIONS", first).size() > 2);
        assertThat(of("OPTIONS", first)).extracting(each -> each.header("Call-ID")).containsOnly(of("OPTIONS", first).get(0).header("Call-ID"));
    }

    @Test
    void aDomainIsAskedServerByServerAndRestsWhenAllOfThemDo() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        context.getRegistry().bind("servers", HopResolver.class, (HopResolver) (host, transport, secure, transports) ->
                CompletableFuture.completedFuture(Stream.of(first, second).map(each -> new SipHop("udp", host, each.port(), loopback)).toList()));
        toOptions = SILENCE;
        context.getEndpoint("sip:MESSAGE?nextHop=RAW(sip:sip.op.example;transport=udp)").createProducer().start();

        String silent = "udp:sip.op.example:" + first.port() + " (127.0.0.1)";
        await().until(() -> component.restingHops().contains(silent));
        assertThat(of("OPTIONS", second).get(0).requestUri()).isEqualTo("sip:sip.op.example;transport=udp");
        assertThat(component.getNextHops()).containsExactly("udp:sip.op.example:5060");
        assertThat(component.isResting("udp:sip.op.example:5060")).isFalse();

        second.close();
        await().until(() -> component.isResting("udp:sip.op.example:5060"));
    }

    @Test
    void byDefaultNobodyIsAsked() throws Exception {
        component.setNextHopPing(new SipComponent().getNextHopPing());
        assertThat(statusOfMessage()).isEqualTo(200);

        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }
}
