package org.mailiwf.tooling;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.msrp.MsrpComponent;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpdComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages {@code smtpd} and {@code sip}, found as Camel finds them: by their names in the jar. */
class DevConsoleTest {

    private final int nobody = Loopback.freePort();
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        camel = new DefaultCamelContext();
        camel.getComponent("sip", SipComponent.class).setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("smtpd:127.0.0.1:0?hostname=gw.example&maxConnections=7&maxMailsPerMinutePerClient=11"
                        + "&maxFailedLoginsPerMinutePerClient=9").routeId("mails")
                        .setBody(constant(""));
                from("direct:in").to("sip:MESSAGE?nextHop=sip:127.0.0.1:" + nobody + ";transport=tcp");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @Test
    void theSmtpPageShowsListenersConnectionsAndLimits() throws Exception {
        int port = camel.getComponent("smtpd", SmtpdComponent.class).getBoundAddresses().get(0).getPort();
        try (SmtpClient one = SmtpClient.greeted(port); SmtpClient two = SmtpClient.greeted(port)) {
            String json = json("smtpd");
            assertThat(json).contains("\"routeId\":\"mails\"", "\"address\":\"127.0.0.1:" + port + "\"", "\"state\":\"listening\"",
                    "\"tls\":\"off\"", "\"connections\":2", "\"maxConnections\":7", "\"mailsInFlight\":0", "\"maxMailsPerMinutePerClient\":11",
                    "\"maxFailedLoginsPerMinutePerClient\":9",
                    "\"clients\":{\"127.0.0.1\":2}");
            assertThat(text("smtpd")).contains("address: 127.0.0.1:" + port, "connections: 2", "maxConnections: 7");
            assertThat(one.command("NOOP").code() + two.command("NOOP").code()).isEqualTo(500);
        }
    }

    @Test
    void aSuspendedServerIsDrainingAndAStoppedOneIsNotShown() throws Exception {
        camel.getRouteController().suspendRoute("mails");
        assertThat(json("smtpd")).contains("\"state\":\"draining\"");

        camel.getRouteController().stopRoute("mails");
        assertThat(json("smtpd")).isEqualTo("{\"servers\":[]}");
        assertThat(text("smtpd").strip()).isEqualTo("No SMTP server runs");
    }

    @Test
    void theSipPageShowsListeningPointsTransactionsAndNextHops() throws Exception {
        String hop = "tcp:127.0.0.1:" + nobody;
        int udp = camel.getComponent("sip", SipComponent.class).listeningPoints().get(0).port();

        assertThat(json("sip")).contains("\"udp:127.0.0.1:" + udp + "\"", "\"requestsSent\":0", "\"requestsReceived\":0", "\"maxTransactions\":20000",
                "\"busyUris\":0", "{\"hop\":\"" + hop + "\",\"state\":\"in use\"}");

        camel.createProducerTemplate().request("direct:in", exchange -> exchange.getMessage().setHeaders(Map.of(
                SipConstants.REQUEST_URI, "sip:bob@op.example", SipConstants.FROM, "<sip:alice@op.example>")));

        assertThat(json("sip")).contains("{\"hop\":\"" + hop + "\",\"state\":\"resting\",\"restMillis\":");
        assertThat(text("sip")).contains("listeningPoints: [udp:127.0.0.1:" + udp, "hop=" + hop + ", state=resting");
    }

    @Test
    void theMsrpPageShowsListeningPointsSessionsAndConnections() throws Exception {
        camel.getComponent("msrp", MsrpComponent.class).setListen("tcp:127.0.0.1:0");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("msrp:message").setBody(constant(""));
            }
        });
        int port = camel.getComponent("msrp", MsrpComponent.class).listening().get(0).port();

        assertThat(json("msrp")).contains("\"tcp:127.0.0.1:" + port + "\"", "\"sessions\":0", "\"connections\":0", "\"maxSessions\":1000");
        assertThat(text("msrp")).contains("listeningPoints: [tcp:127.0.0.1:" + port);
    }

    @Test
    void aComponentThatDoesNotRunSaysSo() throws Exception {
        try (CamelContext bare = new DefaultCamelContext()) {
            bare.start();
            assertThat(console(bare, "sip").call(DevConsole.MediaType.TEXT)).asString().startsWith("The SIP component does not run");
            assertThat(console(bare, "smtpd").call(DevConsole.MediaType.TEXT)).asString().startsWith("No SMTP server runs");
            assertThat(console(bare, "msrp").call(DevConsole.MediaType.TEXT)).asString().startsWith("The MSRP component does not run");
        }
    }

    private String json(String id) {
        return Jsoner.serialize(console(camel, id).call(DevConsole.MediaType.JSON));
    }

    private String text(String id) {
        return (String) console(camel, id).call(DevConsole.MediaType.TEXT);
    }

    private static DevConsole console(CamelContext context, String id) {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        if (registry == null) {
            registry = new org.apache.camel.impl.console.DefaultDevConsoleRegistry(context);
        }
        return registry.resolveById(id);
    }
}
