package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.smtpd.security.TlsMode;

class EndpointTest extends SmtpdTestSupport {

    @ParameterizedTest
    @CsvSource({"smtpd:0.0.0.0:2526, 0.0.0.0, 2526", "smtpd:[::1]:25, [::1], 25", "smtpd:localhost, localhost, 2525",
            "smtpd:?host=10.0.0.1&port=26, 10.0.0.1, 26", "smtpd://0.0.0.0:0, 0.0.0.0, 0"})
    void hostAndPortStandInThePathOrAreParameters(String uri, String host, int port) {
        SmtpdConfiguration configuration = context.getEndpoint(uri, SmtpdEndpoint.class).getConfiguration();
        assertThat(configuration.getHost()).isEqualTo(host);
        assertThat(configuration.getPort()).isEqualTo(port);
    }

    @Test
    void optionsOfTheComponentAreTheDefaultsOfItsEndpoints() {
        PropertyBindingSupport.build().bind(context, component(), new HashMap<>(Map.of("hostname", "iwf.op.example", "maxErrors", "5",
                "idleTimeout", "30s", "tls", "starttls", "tlsKey", "key.pem", "authWithoutTls", "true")));
        SmtpdConfiguration one = context.getEndpoint("smtpd:127.0.0.1:25?tls=implicit&maxErrors=7", SmtpdEndpoint.class).getConfiguration();
        SmtpdConfiguration other = context.getEndpoint("smtpd:127.0.0.1", SmtpdEndpoint.class).getConfiguration();

        assertThat(one).returns("iwf.op.example", SmtpdConfiguration::getHostname).returns(30_000L, SmtpdConfiguration::getIdleTimeout)
                .returns("key.pem", SmtpdConfiguration::getTlsKey).returns(TlsMode.IMPLICIT, SmtpdConfiguration::getTls)
                .returns(7, SmtpdConfiguration::getMaxErrors).returns(25, SmtpdConfiguration::getPort);
        assertThat(other).returns(TlsMode.STARTTLS, SmtpdConfiguration::getTls).returns(5, SmtpdConfiguration::getMaxErrors)
                .returns(2525, SmtpdConfiguration::getPort);
    }

    @Test
    void yamlAsKaotoWritesItStartsAServer() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("mails.camel.yaml", """
                - route:
                    from:
                      uri: smtpd
                      parameters:
                        host: 127.0.0.1
                        port: 0
                        hostname: iwf.op.example
                        idleTimeout: 30s
                      steps:
                        - setHeader:
                            name: CamelSmtpReplyText
                            simple: "got ${header.Subject}"
                """));
        context.start();
        envelope().data("Subject: it", "").expect("250 2.6.0 got it");
    }

    @Test
    void portInUseIsSaidPlainly() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("smtpd:127.0.0.1:" + taken.getLocalPort()).log("never");
                    }
                });
                context.start();
            }).hasRootCauseInstanceOf(BindException.class)
                    .hasStackTraceContaining("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(component().getBoundAddresses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxRecipients=0", "maxConnections=0", "idleTimeout=0", "maxMessageSize=-1", "deliverByMin=-1",
            "spoolThreshold=-1", "banner=\u00e4", "maxErrors=-1", "maxMailsPerMinute=-1", "maxMailsPerMinutePerClient=-1",
            "maxConnectionsPerClient=-1", "maxFailedLoginsPerMinutePerClient=-1",
            "dataTimeout=0", "greetingDelay=61000", "exemptNetworks=relay.example", "proxyProtocolNetworks=10.0.0.1/8"})
    void wrongOptionIsNamed(String option) {
        assertThatThrownBy(() -> serve(option, exchange -> { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option.substring(0, option.indexOf('=') + 1)).hasMessageContaining(": must be ");
    }
}
