package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SipRequestBuilderTest {

    private static final SipHop HOP = new SipHop("udp", "192.0.2.1", 5060);

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @BeforeEach
    void aMessage() {
        header(SipConstants.REQUEST_URI, "sip:bob@op.example");
        header(SipConstants.FROM, "sip:alice@corp.example");
    }

    @Test
    void writesTheExampleOctetForOctet() throws Exception {
        byte[] example = example();
        String text = new String(example, StandardCharsets.ISO_8859_1);
        int bodyStart = text.indexOf("\r\n\r\n") + 4;
        header(SipConstants.REQUEST_URI, "sip:bob@op.example");
        header(SipConstants.FROM, "\"Alice Example\" <sip:alice%40corp.example@iwf.op.example>");
        header(SipConstants.TO, "<sip:bob@op.example>");
        header(SipConstants.SENT_BY, "iwf1.op.example:5060");
        header(SipConstants.CALL_ID, "7c1d0e5a94f34c6f9f0b@iwf.op.example");
        header("CamelSipHeader-Subject", "Review moved");
        header("CamelSipHeader-Priority", "urgent");
        header("CamelSipHeader-Expires", 118);
        header("CamelSipHeader-Date", "Mon, 24 Nov 2025 08:15:04 GMT");
        header("CamelSipHeader-Content-Type", "message/cpim");
        header("CamelSipHeader-Contribution-ID", "8ce2726dfcdc7f329b2a94525c830bda");
        header("CamelSipHeader-Conversation-ID", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
        header("CamelSipHeader-Accept-Contact", "*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\"");
        header("CamelSipHeader-P-Asserted-Service", "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
        header("CamelSipHeader-P-Asserted-Identity", "<sip:alice%40corp.example@iwf.op.example>");
        exchange.getMessage().setBody(Arrays.copyOfRange(example, bodyStart, example.length));

        SipRequest request = new SipRequestBuilder(new FixedIds(), 70, null, false).draft(exchange, "MESSAGE").write(new FixedIds().branch(),
                new NextHop(SipUri.parse("sip:icscf.op.example;lr"), new SipHop("tcp", "icscf.op.example", 5060)), "127.0.0.1:5060",
                List.of());

        assertThat(new String(request.octets(), StandardCharsets.ISO_8859_1)).isEqualTo(text);
        assertThat(request.octets()).isEqualTo(example);
    }

    @Test
    void writesFieldsWithoutAPlaceOfTheirOwnByNameAfterSubject() throws Exception {
        header("CamelSipHeader-X-Zeta", "z");
        header("CamelSipHeader-In-Reply-To", "a");
        header("CamelSipHeader-Subject", "s");

        assertThat(text(null)).containsSubsequence("Subject: s\r\n", "In-Reply-To: a\r\n", "X-Zeta: z\r\n", "Content-Length: 0\r\n");
    }

    @Test
    void nothingButPrefixedHeadersLeaves() throws Exception {
        header("Subject", "of the mail");
        header("X-Mailer", "m");

        assertThat(text(null)).doesNotContain("of the mail", "X-Mailer");
    }

    @Test
    void lineBreaksInAValueBecomeSpacesAndNoField() throws Exception {
        header("CamelSipHeader-Subject", "a\r\nP-Asserted-Identity: <sip:eve@evil.example>");

        assertThat(text(null)).contains("\r\nSubject: a  P-Asserted-Identity: <sip:eve@evil.example>\r\n")
                .doesNotContain("\r\nP-Asserted-Identity");
    }

    @Test
    void emptyValuesAreLeftOutAndListsAreSeveralFields() throws Exception {
        header("CamelSipHeader-Priority", " \r\n");
        header("CamelSipHeader-P-Asserted-Identity", List.of("<sip:a@b.example>", "<tel:+431>"));

        assertThat(text(null)).doesNotContain("Priority")
                .contains("P-Asserted-Identity: <sip:a@b.example>\r\nP-Asserted-Identity: <tel:+431>\r\n");
    }

    @Test
    void fieldsThatTheComponentWritesItselfAreRefused() {
        for (String name : List.of("Via", "v", "From", "f", "To", "t", "Call-ID", "i", "CSeq", "Max-Forwards", "Content-Length", "l",
                "Route", "contact", "m", "a b", "a:b", "")) {
            exchange.getMessage().removeHeaders("CamelSipHeader-*");
            header("CamelSipHeader-" + name, "x");
            assertThatThrownBy(() -> text(null)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void contactIsAllowedInOtherMethods() throws Exception {
        header("CamelSipHeader-Contact", "<sip:iwf@op.example>");

        SipRequest request = new SipRequestBuilder(new SipIds(), 70, null, false).draft(exchange, "SUBSCRIBE").write(new SipIds().branch(),
                new NextHop(null, HOP), "127.0.0.1:5060", List.of());

        assertThat(new String(request.octets(), StandardCharsets.UTF_8)).contains("CSeq: 1 SUBSCRIBE\r\nContact: <sip:iwf@op.example>\r\n");
    }

    @Test
    void aBodyWithoutTypeIsPlainTextInUtf8AndItsLengthIsInOctets() throws Exception {
        exchange.getMessage().setBody("Grüße");

        assertThat(text(null)).endsWith("Content-Type: text/plain;charset=UTF-8\r\nContent-Length: 7\r\n\r\nGrüße");
    }

    @Test
    void aStreamIsSentAndStaysReadable() throws Exception {
        exchange.getMessage().setBody(new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8)));

        assertThat(text(null)).endsWith("\r\n\r\ntext");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("text");
    }

    @Test
    void theNextHopIsARouteOnlyWithLr() throws Exception {
        assertThat(text("sip:core.example:5070")).doesNotContain("Route:");
        assertThat(text("sip:core.example:5070;lr")).contains("Max-Forwards: 70\r\nRoute: <sip:core.example:5070;lr>\r\nFrom:");
    }

    @Test
    void everyRequestHasItsOwnBranchTagAndCallId() throws Exception {
        String first = text(null);
        String second = text(null);

        for (String name : List.of("Via", "From", "Call-ID")) {
            assertThat(UdpPeer.field(first, name)).as(name).isNotEqualTo(UdpPeer.field(second, name));
        }
        assertThat(UdpPeer.field(first, "Via")).matches("SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK[0-9a-f]{24};rport");
    }

    @Test
    void utf8AndQuotedDisplayNamesStayAsGiven() throws Exception {
        header(SipConstants.FROM, "\"Müller, \\\"Bob\\\" <x>\" <sip:m%C3%BC@corp.example>");
        header("CamelSipHeader-Subject", "Grüße, <ok>");

        assertThat(text(null)).contains("From: \"Müller, \\\"Bob\\\" <x>\" <sip:m%C3%BC@corp.example>;tag=", "Subject: Grüße, <ok>\r\n");
    }

    @Test
    void whatIsNotAUriOrAddressIsRefused() {
        for (String uri : List.of("bob", "sip:", "sip:bob@", "sip:@op.example", "sip:bob@op.example:99999", "sip:b b@op.example",
                "sip:b%4@op.example", "sip:bob@op.example>", "sip:b\r\nX: y@op.example", "sip:grüße@op.example")) {
            header(SipConstants.REQUEST_URI, uri);
            assertThatThrownBy(() -> text(null)).as(uri).isInstanceOf(IllegalArgumentException.class);
        }
        header(SipConstants.REQUEST_URI, "sip:bob@op.example");
        for (String from : List.of("", "alice", "\"Alice <sip:a@b.example>", "Al,ice <sip:a@b.example>", "<sip:a@b.example> x",
                "<sip:a@b.example")) {
            header(SipConstants.FROM, from);
            assertThatThrownBy(() -> text(null)).as(from).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void responsesShallComeBackToWhereTheRequestCameFromUnlessASentByIsGiven() throws Exception {
        assertThat(text(null)).containsPattern("\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK\\w+;rport\r\n");
        header(SipConstants.SENT_BY, "gw.op.example");
        assertThat(text(null)).containsPattern("\r\nVia: SIP/2.0/UDP gw.op.example;branch=z9hG4bK\\w+\r\n");
    }

    @Test
    void theSentByMayBeAnIpv6Address() throws Exception {
        header(SipConstants.SENT_BY, "[2001:db8::1]:5062");
        assertThat(text(null)).containsPattern("\r\nVia: SIP/2.0/UDP \\[2001:db8::1]:5062;branch=z9hG4bK\\w+\r\n");
    }

    private String text(String route) throws Exception {
        SipRequest request = new SipRequestBuilder(new SipIds(), 70, null, false).draft(exchange, "MESSAGE").write(new SipIds().branch(),
                new NextHop(route == null ? null : SipUri.parse(route), HOP), "127.0.0.1:5060", List.of());
        return new String(request.octets(), StandardCharsets.UTF_8);
    }

    private void header(String name, Object value) {
        exchange.getMessage().setHeader(name, value);
    }

    private static byte[] example() throws IOException {
        try (InputStream in = SipRequestBuilderTest.class.getResourceAsStream("a-pager-message.sip")) {
            return in.readAllBytes();
        }
    }

    private static final class FixedIds extends SipIds {
        @Override
        public String branch() {
            return "z9hG4bK8f3a1c77e0";
        }

        @Override
        public String tag() {
            return "5f2c19";
        }
    }
}
