package org.mailiwf.tooling;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipEndpoint;
import org.mailiwf.smtpd.SmtpdComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** The form in which Kaoto writes an endpoint: the scheme alone as the URI, everything else as parameters. */
class EmptyPathTest {

    @Test
    void anSmtpServerTakesHostAndPortAsParameters() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            load(camel, """
                    - route:
                        from:
                          uri: smtpd
                          parameters:
                            host: 127.0.0.1
                            port: 0
                            hostname: gw.example
                          steps:
                            - setHeader:
                                name: CamelSmtpReplyText
                                constant: taken
                    """);
            camel.start();
            int port = camel.getComponent("smtpd", SmtpdComponent.class).getBoundAddresses().get(0).getPort();
            try (SmtpClient client = SmtpClient.greeted(port)) {
                assertThat(client.mail("a@b.example", "c@d.example", "Subject: x", "", "x").line()).contains("taken");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip", "sips"})
    void aSipProducerTakesTheMethodAsAParameter(String scheme) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getComponent("sip", SipComponent.class).setListen("udp:127.0.0.1:0");
            load(camel, """
                    - route:
                        from:
                          uri: direct:in
                          steps:
                            - to:
                                uri: %s
                                parameters:
                                  method: OPTIONS
                                  nextHop: %s:127.0.0.1:5070
                    """.formatted(scheme, scheme));
            camel.start();
            assertThat(camel.getEndpoints()).filteredOn(SipEndpoint.class::isInstance).singleElement()
                    .extracting(endpoint -> ((SipEndpoint) endpoint).getMethod()).isEqualTo("OPTIONS");
        }
    }

    private static void load(CamelContext camel, String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString("route.yaml", yaml);
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    }
}
