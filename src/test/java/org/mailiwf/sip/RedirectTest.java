package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 3xx: who is followed, and how the request then looks (RFC 3261 section 8.1.3.4). */
class RedirectTest extends SipTestSupport {

    private final UdpPeer peer = newPeer();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Override
    void configure(SipComponent sip) {
        sip.setT1(2000);
    }

    @Test
    void theContactWithTheHighestQGetsTheSameRequestWithTheNextCSeqThroughTheSameHop() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("op.example"), "hello", MESSAGE);
        String first = answer("302 Moved Temporarily", "Contact: <sip:low@op.example>;q=0.2, <sip:high@OP.example;method=INVITE?Subject=x>");
        String second = answer("200 OK");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(second).startsWith("MESSAGE sip:high@OP.example SIP/2.0\r\n").contains("\r\nCSeq: 2 MESSAGE\r\n").endsWith("\r\n\r\nhello");
        for (String name : List.of("From", "To", "Call-ID")) {
            assertThat(UdpPeer.field(second, name)).isEqualTo(UdpPeer.field(first, name));
        }
        assertThat(UdpPeer.field(second, "Via")).isNotEqualTo(UdpPeer.field(first, "Via"));
    }

    @Test
    void whenAContactFailsTheNextOneIsTried() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("op.example"), "hello", MESSAGE);
        answer("300 Multiple Choices", "Contact: <sip:a@op.example>;q=0.9, <sip:b@op.example>;q=0.8");
        answer("404 Not Found");
        assertThat(answer("200 OK")).startsWith("MESSAGE sip:b@op.example ").contains("\r\nCSeq: 3 MESSAGE\r\n");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void a6xxOfAContactEndsIt() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("op.example"), "hello", MESSAGE);
        answer("300 Multiple Choices", "Contact: <sip:a@op.example>, <sip:b@op.example>");
        answer("603 Decline");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(603);
    }

    @Test
    void aLoopEndsWithThe302() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("op.example"), "hello", MESSAGE);
        answer("302 Moved Temporarily", "Contact: <sip:a@op.example>");
        answer("302 Moved Temporarily", "Contact: <sip:bob@OP.EXAMPLE>, <sip:a@op.example>");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(302);
    }

    @Test
    void threeRedirectionsDeepIsTheEnd() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("op.example"), "hello", MESSAGE);
        for (int i = 0; i < 4; i++) {
            answer("302 Moved Temporarily", "Contact: <sip:u" + i + "@op.example>");
        }

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(302);
        assertThat(peer.isQuiet(50)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@evil.example", "sip:bob@op.example.evil.example", "sip:bob@127.0.0.1", "tel:+4912345", "mailto:bob@op.example",
            "sips:bob@op.example", "sip:bob@op.example:99999", "sip:evil.example;x=@op.example@evil.example", "*"})
    void otherContactsAreNotFollowed(String contact) throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("op.example"), "hello", MESSAGE);
        answer("301 Moved Permanently", "Contact: <" + contact + ">");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(301);
        assertThat(peer.isQuiet(30)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"305 Use Proxy", "380 Alternative Service"})
    void useProxyAndAlternativeServiceAreNotFollowed(String statusLine) throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("*"), "hello", MESSAGE);
        answer(statusLine, "Contact: <sip:a@op.example>");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE).toString()).isEqualTo(statusLine.substring(0, 3));
        assertThat(peer.isQuiet(30)).isTrue();
    }

    @Test
    void withoutTheOptionA302IsTheOutcome() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(""), "hello", MESSAGE);
        answer("302 Moved Temporarily", "Contact: <sip:a@op.example>");

        assertThat(result(sent).getHeader(SipConstants.CONTACT)).isEqualTo(List.of("sip:a@op.example"));
    }

    @Test
    void withoutANextHopTheRequestGoesWhereTheContactSays() throws Exception {
        try (UdpPeer other = newPeer()) {
            Map<String, Object> headers = new HashMap<>(MESSAGE);
            headers.put(SipConstants.REQUEST_URI, "sip:bob@127.0.0.1:" + peer.port());
            CompletableFuture<Exchange> sent = send("sip:MESSAGE?redirectDomains=127.0.0.1", "hello", headers);
            answer("302 Moved Temporarily", "Contact: <sip:bob@127.0.0.1:" + other.port() + ";maddr=127.0.0.9>");
            String request = other.receive();
            other.reply(UdpPeer.response(request, "200 OK"));

            assertThat(request).startsWith("MESSAGE sip:bob@127.0.0.1:" + other.port() + " SIP/2.0");
            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    @Test
    void theNumberOfTargetsIsBounded() {
        SipUri requestUri = SipUri.parse("sip:bob@op.example");
        RedirectTargets targets = new RedirectTargets(requestUri, Set.of("*"), false);
        targets.add(IntStream.range(0, 1000).mapToObj(i -> "sip:u" + i + "@op.example").toList(), new RedirectTargets.Target(requestUri, 0));

        for (int i = 0; i < 8; i++) {
            assertThat(targets.next().uri().text()).isEqualTo("sip:u" + i + "@op.example");
        }
        assertThat(targets.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sip:carol@op.example;m%61ddr=192.0.2.1;lr         | sip:carol@op.example;lr",
            "sip:carol@op.example;MAddr=192.0.2.1;transport=tcp | sip:carol@op.example;transport=tcp",
            "sip:carol@op.example;m%65thod=INVITE;maddr;;x      | sip:carol@op.example;x",
            "sip:carol@op.example;x=1%3Bmaddr%3d192.0.2.1       | sip:carol@op.example",
            "sip:carol@op.example;x=%3fRoute=%253csip:a%253e    | sip:carol@op.example",
            "sip:carol@op.example?Route=%3Csip:a%3E             | sip:carol@op.example",
            "sip:c%61rol@op.example                             | sip:c%61rol@op.example",
            "sip:evil.example?Route=@op.example                 | ''",
            "sip:carol@op.example?x=@evil.example               | ''"})
    void ofAContactOnlyWhoIsMeantIsUsedHoweverItIsSpelt(String contact, String used) {
        SipUri requestUri = SipUri.parse("sip:bob@op.example");
        RedirectTargets targets = new RedirectTargets(requestUri, Set.of("op.example"), false);
        targets.add(List.of(contact), new RedirectTargets.Target(requestUri, 0));

        RedirectTargets.Target target = targets.next();
        assertThat(target == null ? "" : target.uri().text()).isEqualTo(used);
    }

    @Test
    void fromSipsNoRedirectionLeadsToSipAlsoWhenTheFirstRequestWasSip() {
        SipUri requestUri = SipUri.parse("sip:bob@op.example");
        RedirectTargets targets = new RedirectTargets(requestUri, Set.of("*"), true);
        targets.add(List.of("sips:bob@op.example"), new RedirectTargets.Target(requestUri, 0));
        targets.add(List.of("sip:carol@op.example", "sips:carol@op.example"), targets.next());

        assertThat(targets.next().uri().text()).isEqualTo("sips:carol@op.example");
        assertThat(targets.next()).isNull();
    }

    private String answer(String statusLine, String... lines) throws IOException {
        String request = peer.receive();
        peer.reply(UdpPeer.response(request, statusLine, lines));
        return request;
    }

    private String endpoint(String domains) {
        return "sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")" + (domains.isEmpty() ? "" : "&redirectDomains=" + domains);
    }
}
