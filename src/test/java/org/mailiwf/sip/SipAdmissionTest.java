package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.net.Networks;

/** Who is taken, by the list and on the wire. */
class SipAdmissionTest extends SipTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "127.0.0.0/8,::1        | 127.0.0.1    | TAKE",
            "127.0.0.0/8,::1        | ::1          | TAKE",
            "127.0.0.0/8,::1        | 192.0.2.1    | FORBID",
            "10.1.0.0/17            | 10.1.127.255 | TAKE",
            "10.1.0.0/17            | 10.1.128.0   | FORBID",
            "2001:db8::/33          | 2001:db8:7fff::1 | TAKE",
            "2001:db8::/33          | 2001:db8:8000::1 | FORBID",
            "0.0.0.0/0              | 192.0.2.1    | TAKE",
            "0.0.0.0/0              | ::1          | FORBID",
            "192.0.2.1              | 192.0.2.1    | TAKE",
            "next-hops              | 192.0.2.1    | FORBID",
            "''                     | 192.0.2.1    | TAKE"})
    void aSourceIsTrustedOrIsNot(String peers, String source, SipAdmission.Verdict verdict) throws Exception {
        assertThat(new SipAdmission(peers, 0).judge(InetAddress.getByName(source))).isEqualTo(verdict);
    }

    @Test
    void whereRequestsAreSentToIsTrustedIfNextHopsAre() throws Exception {
        SipAdmission hops = new SipAdmission("next-hops", 0);
        SipAdmission others = new SipAdmission("127.0.0.1", 0);
        InetAddress hop = InetAddress.getByName("192.0.2.1");
        hops.sendTo(hop);
        others.sendTo(hop);

        assertThat(hops.judge(hop)).isEqualTo(SipAdmission.Verdict.TAKE);
        assertThat(others.judge(hop)).isEqualTo(SipAdmission.Verdict.FORBID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"core.op.example", "10.0.0.0/33", "10.0.0.0/", "1.2.3", "1.2.3.400", "::1/129", "next-hop", "1.2.3.4/-1"})
    void whatIsNoAddressIsRefused(String peers) {
        assertThatThrownBy(() -> new SipAdmission("127.0.0.1," + peers, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The trusted peers must be next-hops or " + Networks.ALLOWED);
    }

    @Test
    void aStrangerIsAnswered403AndItsRequestIsNotRouted() throws Exception {
        component.setTrustedPeers("192.0.2.1,next-hops");
        route("sip:MESSAGE", exchange -> { });

        try (UdpPeer stranger = new UdpPeer()) {
            stranger.send(request("z9hG4bK1"), port("udp"));
            String first = stranger.receive();
            stranger.send(request("z9hG4bK1"), port("udp"));

            assertThat(first).startsWith("SIP/2.0 403 Forbidden\r\n");
            assertThat(stranger.receive()).isEqualTo(first);
        }
        try (TcpPeer stranger = TcpPeer.connect(port("tcp"))) {
            stranger.send(request("z9hG4bK2").replace("/UDP", "/TCP"));
            assertThat(stranger.receive()).startsWith("SIP/2.0 403 Forbidden\r\n");
        }
    }

    @Test
    void theNextHopOfAnEndpointIsTrustedFromTheStart() throws Exception {
        component.setTrustedPeers("next-hops");
        route("sip:MESSAGE", exchange -> { });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:out").to("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:1)");
            }
        });

        try (UdpPeer peer = new UdpPeer()) {
            peer.send(request("z9hG4bK3"), port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 ");
        }
    }

    @Test
    void tooManyRequestsAreToldSoAndThenDropped() throws Exception {
        component.setRateLimit(1);
        route("sip:MESSAGE", exchange -> { });

        try (UdpPeer peer = new UdpPeer()) {
            for (int i = 1; i <= 5; i++) {
                peer.send(request("z9hG4bKr" + i), port("udp"));
            }
            String[] answers = {peer.receive(), peer.receive()};

            assertThat(answers).anyMatch(answer -> answer.startsWith("SIP/2.0 200 "))
                    .anyMatch(answer -> answer.startsWith("SIP/2.0 503 ") && answer.contains("Retry-After: 5"));
            assertThat(peer.isQuiet(100)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSeq: 1 OPTIONS", "CSeq: x", "From: <"})
    void whatTheStackWouldAnswerByItselfIsAnsweredToTrustedPeersWithinTheirLimitAlone(String malformed) throws Exception {
        String request = request("z9hG4bKm").replaceFirst(malformed.substring(0, 4) + "[^\r]*", malformed);
        component.setRateLimit(1);
        route("sip:MESSAGE", exchange -> { });
        try (UdpPeer peer = new UdpPeer()) {
            for (int i = 0; i < 3; i++) {
                peer.send(request, port("udp"));
            }
            assertThat(peer.receive()).startsWith("SIP/2.0 400 ");
            assertThat(peer.isQuiet(100)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSeq: 1 OPTIONS", "CSeq: x", "From: <"})
    void aStrangerGetsNoAnswerToWhatIsMalformed(String malformed) throws Exception {
        component.setTrustedPeers("192.0.2.1");
        route("sip:MESSAGE", exchange -> { });
        try (UdpPeer stranger = new UdpPeer()) {
            stranger.send(request("z9hG4bKm").replaceFirst(malformed.substring(0, 4) + "[^\r]*", malformed), port("udp"));
            stranger.send(request("z9hG4bKn"), port("udp"));
            assertThat(stranger.receive()).startsWith("SIP/2.0 403 ").contains("z9hG4bKn");
            assertThat(stranger.isQuiet(100)).isTrue();
        }
    }

    private static String request(String branch) {
        return "MESSAGE sip:a@iwf.op.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=" + branch + "\r\n"
                + "From: <sip:bob@op.example>;tag=1\r\nTo: <sip:a@iwf.op.example>\r\nCall-ID: " + branch + "\r\nCSeq: 1 MESSAGE\r\n"
                + "Content-Length: 0\r\n\r\n";
    }
}
