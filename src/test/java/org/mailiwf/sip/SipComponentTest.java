package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class SipComponentTest extends SipTestSupport {

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            component.setListen("tcp:127.0.0.1:0,udp:127.0.0.1:" + taken.getLocalPort());

            assertThatThrownBy(() -> route("sip:MESSAGE", exchange -> { }))
                    .hasStackTraceContaining("Cannot listen on udp 127.0.0.1 port " + taken.getLocalPort());
            assertThat(component.listeningPoints()).isEmpty();
        }
    }

    @Test
    void startsWithTheFirstUserAndTellsTheBoundPorts() throws Exception {
        assertThat(component.listeningPoints()).isEmpty();

        route("sip:MESSAGE", exchange -> { });

        assertThat(component.listeningPoints()).extracting(SipListeningPoint::transport).containsExactly("udp", "tcp");
        assertThat(component.listeningPoints()).allMatch(point -> point.port() > 0);
    }

    @Test
    void canBeStartedAgain() throws Exception {
        component.setListen("udp:127.0.0.1:0");
        route("sip:MESSAGE", exchange -> { });
        String route = context.getRoutes().get(0).getRouteId();
        context.getRouteController().stopRoute(route);
        component.stop();
        assertThat(component.listeningPoints()).isEmpty();
        component.start();
        context.getRouteController().startRoute(route);

        try (UdpPeer peer = new UdpPeer()) {
            peer.send("OPTIONS sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK1\r\nFrom: <sip:x@y>;tag=1\r\n"
                    + "To: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n", port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void aStoppedContextLeavesNoThreadBehind() throws Exception {
        route("sip:MESSAGE", exchange -> { });
        context.stop();

        await().atMost(5, TimeUnit.SECONDS).untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches(".*(EventScanner|MessageProcessorThread|UDPMessageChannel|sip-timer|SipWorker).*")));
    }

    @Test
    void aRouteMayNameTheMethodAsAParameter() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("r.yaml", """
                - route:
                    from:
                      uri: sip
                      parameters:
                        method: MESSAGE
                      steps:
                        - log: "${body}"
                """));

        assertThat(component.listeningPoints()).hasSize(2);
    }

    @Test
    void aDryRunWritesTheRequestAndAnswers200() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        component.setEngine(new DryRunSipEngine(out));

        Exchange exchange = send("sip:MESSAGE?nextHop=RAW(sip:core.op.example;transport=tcp)", "hällo", MESSAGE).get(5, TimeUnit.SECONDS);

        assertThat(exchange.getMessage().getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("MESSAGE sip:bob@op.example SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;branch=")
                .endsWith("Content-Length: 6\r\n\r\nhällo");
    }

    @Test
    void onAWildcardAddressTheViaHasTheAddressThatIsUsed() throws Exception {
        component.setListen("udp:0.0.0.0:0");
        try (UdpPeer peer = new UdpPeer()) {
            send("sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")", "x", MESSAGE);

            assertThat(peer.receive()).contains("\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port("udp") + ";branch=");
        }
    }

    @Test
    void aSettingThatCannotBeIsNamed() {
        component.setMaxMessageSize(10);

        assertThatThrownBy(() -> route("sip:MESSAGE", exchange -> { })).hasStackTraceContaining("maxMessageSize is 10");
    }

    @Test
    void theUserAgentIsSentWhenThereIsOne() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        component.setEngine(new DryRunSipEngine(out));
        component.setUserAgent("mail-iwf");

        send("sip:MESSAGE?nextHop=RAW(sip:core.op.example)", "x", MESSAGE).get(5, TimeUnit.SECONDS);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\r\nUser-Agent: mail-iwf\r\n");
    }

    @Test
    void moreOpenTransactionsThanAllowedAreATransportFailure() throws Exception {
        component.setMaxTransactions(1);
        try (UdpPeer peer = new UdpPeer()) {
            String uri = "sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")";
            send(uri, "one", MESSAGE);
            peer.receive();

            Exchange second = send(uri + "&oneAtATime=false", "two", MESSAGE).get(5, TimeUnit.SECONDS);

            assertThat(second.getMessage().getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
            assertThat(second.getMessage().getHeader(SipConstants.STATUS_CODE)).isEqualTo(503);
        }
    }
}
