package org.mailiwf;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.smtpd.MailCounts;
import org.mailiwf.smtpd.SmtpdComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** The components know no state that two Camel contexts in one JVM would share. */
class TwoContextsTest {

    @Test
    void twoContextsUseTheComponentsAtTheSameTimeAndOneMayEnd() throws Exception {
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
             CamelContext first = context(userAgent); CamelContext second = context(userAgent)) {
            first.start();
            second.start();
            send(first, "alice");
            send(second, "bob");
            assertThat(smtpd(first).mailCounts()).isEqualTo(new MailCounts(1, 0));
            int port = smtpd(first).getBoundAddresses().get(0).getPort();
            int sipPort = first.getComponent("sip", SipComponent.class).listeningPoints().get(0).port();

            first.stop();
            assertThat(Loopback.isFree(port)).isTrue();
            assertThat(Loopback.isFree(sipPort)).isTrue();
            send(second, "carol");
            assertThat(userAgent.received()).extracting(request -> request.user()).containsExactly("alice", "bob", "carol");
            assertThat(smtpd(second).mailCounts()).isEqualTo(new MailCounts(2, 0));
        }
    }

    @Test
    void whatIsRefusedIsCountedAtEveryStep() throws Exception {
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK")); CamelContext camel = context(userAgent)) {
            camel.start();
            try (SmtpClient client = SmtpClient.greeted(smtpd(camel).getBoundAddresses().get(0).getPort())) {
                client.command("MAIL FROM:<alice@corp.example>");
                assertThat(client.command("RCPT TO:<nobody@op.example>").code()).isEqualTo(550);
                assertThat(client.command("RCPT TO:<bob@op.example>").code()).isEqualTo(250);
                assertThat(client.data("Subject: refused", "", "Hello").code()).isEqualTo(550);
            }
            assertThat(smtpd(camel).mailCounts()).isEqualTo(new MailCounts(0, 2));
        }
    }

    private static CamelContext context(UdpUserAgent userAgent) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getComponent("sip", SipComponent.class).setListen("udp:127.0.0.1:0");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rcpt").filter(body().startsWith("nobody@")).setHeader("CamelSmtpReplyCode", constant(550));
                from("smtpd:127.0.0.1:0?hostname=mail.op.example&onRcpt=direct:rcpt")
                        .choice().when(header("Subject").isEqualTo("refused"))
                        .setHeader("CamelSmtpReplyCode", constant(550)).stop().end()
                        .setHeader("CamelSipRequestUri", simple("sip:${header.Subject}@op.example"))
                        .setHeader("CamelSipFrom", constant("<sip:gateway@op.example>"))
                        .setBody(constant("Hello"))
                        .to("sip:MESSAGE?nextHop=RAW(" + userAgent.uri() + ")");
            }
        });
        return camel;
    }

    private static void send(CamelContext camel, String user) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(smtpd(camel).getBoundAddresses().get(0).getPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: " + user, "", "Hello").code()).isEqualTo(250);
        }
    }

    private static SmtpdComponent smtpd(CamelContext camel) {
        return camel.getComponent("smtpd", SmtpdComponent.class);
    }
}
