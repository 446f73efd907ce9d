package org.mailiwf.kamelet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.MsrpComponent;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.smtpd.SmtpdComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of each Kamelet, from SMTP on one side to SIP on the other. */
class KameletExamplesTest {

    private static final String[] MAIL = {"From: alice@corp.example", "Subject: Review", "", "The review moved."};

    @Test
    void theSourceReceivesMailsAndTheRouteAnswersThem() throws Exception {
        try (CamelContext camel = example("smtpd-source", ""); SmtpClient client = client(camel)) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).code()).isEqualTo(250);
            assertThat(client.mail("alice@corp.example", "bob@op.example", "From: alice@corp.example", "", "x").line())
                    .startsWith("550").endsWith("A subject is wanted here");
        }
    }

    @Test
    void theSourceTakesOneRecipientAMail() throws Exception {
        try (CamelContext camel = example("smtpd-source", ""); SmtpClient client = client(camel)) {
            assertThat(client.command("MAIL FROM:<alice@corp.example>").code()).isEqualTo(250);
            assertThat(client.command("RCPT TO:<bob@op.example>").code()).isEqualTo(250);
            assertThat(client.command("RCPT TO:<carol@op.example>").code()).isEqualTo(452);
        }
    }

    @Test
    void theActionRefusesWhatItCannotMap() throws Exception {
        try (CamelContext camel = example("mail-to-cpm-action", ""); SmtpClient client = client(camel)) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).code()).isEqualTo(250);
            assertThat(client.mail("alice@corp.example", "bob@elsewhere.example", MAIL).line()).startsWith("550 5.7.1 ");
            String[] fields = new String[2000];
            Arrays.fill(fields, "X: x");
            assertThat(client.mail("alice@corp.example", "bob@op.example", fields).line()).startsWith("554 5.6.0 ");
        }
    }

    @Test
    void theThreeTogetherAreAGateway() throws Exception {
        try (UdpUserAgent phone = UdpUserAgent.start(KameletExamplesTest::answer);
             CamelContext camel = example("cpm-pager-sink", phone.uri()); SmtpClient client = client(camel)) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).line()).startsWith("250 2.6.0 ").endsWith("(SIP 200)");
            assertThat(client.mail("alice@corp.example", "nobody@op.example", MAIL).line()).startsWith("550 5.1.1 ").contains("(SIP 404)");
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: long", "", "x".repeat(990), "x".repeat(990)).line())
                    .startsWith("554 5.3.3 ").contains("limit 1300");

            assertThat(phone.received()).hasSize(2);
            SipMessage message = phone.received().get(0);
            assertThat(message.startLine()).isEqualTo("MESSAGE sip:bob@op.example SIP/2.0");
            assertThat(message.header("From")).contains("<sip:alice%40corp.example@gw.op.example>");
            assertThat(message.header("Content-Type")).isEqualTo("message/cpim");
            assertThat(message.header("Subject")).isEqualTo("Review");
            assertThat(message.header("P-Asserted-Service")).isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
            assertThat(message.header("Conversation-ID")).isNotBlank();
            assertThat(message.body()).contains("imdn.Message-ID: ", "The review moved.");
        }
    }

    @Test
    void whatIsLongerIsOfferedOverMsrp() throws Exception {
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer(
                     request.startLine().startsWith("INVITE") ? "603 Decline" : "200 OK"));
             CamelContext camel = example("cpm-large-message-sink", phone.uri()); SmtpClient client = client(camel)) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).line()).startsWith("250 2.6.0 ");
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: long", "", "x".repeat(990), "x".repeat(990)).line())
                    .startsWith("550 5.7.1 ").contains("(SIP 603)");

            SipMessage invite = phone.received().get(1);
            assertThat(invite.startLine()).isEqualTo("INVITE sip:bob@op.example SIP/2.0");
            assertThat(invite.header("P-Asserted-Service")).isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.largemsg");
            assertThat(invite.header("Contact")).endsWith(">;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.largemsg\"");
            assertThat(invite.header("Subject")).isEqualTo("long");
            assertThat(invite.header("Content-Type")).isEqualTo("application/sdp");
            assertThat(invite.body()).contains("m=message ", "a=accept-types:message/cpim");
        }
    }

    @Test
    void aPhoneThatKnowsNoCpimGetsPlainText() throws Exception {
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer(
                     request.header("Content-Type").equals("message/cpim") ? "415 Unsupported Media Type" : "200 OK"));
             CamelContext camel = example("cpm-pager-sink", phone.uri()); SmtpClient client = client(camel)) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).line()).startsWith("250 2.6.0 ");
            assertThat(phone.received()).hasSize(2);
            assertThat(phone.received().get(1).header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
            assertThat(phone.received().get(1).headers()).extracting(SipMessage.Header::name).doesNotContain("Conversation-ID");
            assertThat(phone.received().get(1).body()).isEqualTo("The review moved.");
        }
    }

    private static UdpUserAgent.Answer answer(SipMessage request) {
        return new UdpUserAgent.Answer(request.startLine().contains("nobody") ? "404 Not Found" : "200 OK");
    }

    private static CamelContext example(String name, String nextHop) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("example.listen", "127.0.0.1:0");
        settings.setProperty("example.next-hop", nextHop);
        camel.getPropertiesComponent().setOverrideProperties(settings);
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
        camel.getComponent("sip", SipComponent.class).setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
        camel.getComponent("msrp", MsrpComponent.class).setListen("tcp:127.0.0.1:0");
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel,
                "file:" + Path.of("kamelets", "examples", name + ".camel.yaml")));
        camel.start();
        return camel;
    }

    private static SmtpClient client(CamelContext camel) throws IOException {
        return SmtpClient.greeted(camel.getComponent("smtpd", SmtpdComponent.class).getBoundAddresses().get(0).getPort());
    }
}
