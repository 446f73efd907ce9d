package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** SMTP and SIP over IPv6. */
class Ipv6IT {

    @Test
    void mailComesInByIpv6() throws Exception {
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
             Gateway gateway = TestGateway.start(userAgent.uri(), "iwf.smtp.listen", "[::1]:0");
             Socket client = new Socket("::1", gateway.smtpPort())) {
            assertThat(gateway.readyLine()).startsWith("READY smtp=[0:0:0:0:0:0:0:1]:" + gateway.smtpPort() + " ");
            client.setSoTimeout(30_000);
            BufferedReader replies = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(replies.readLine()).startsWith("220 ");
            send(client, "EHLO [IPv6:::1]\r\nMAIL FROM:<alice@corp.example>\r\nRCPT TO:<bob@op.example>\r\nDATA\r\n");
            assertThat(replies.lines().anyMatch(line -> line.startsWith("354 "))).isTrue();
            send(client, "Subject: Review\r\n\r\nThe review moved.\r\n.\r\n");
            assertThat(replies.readLine()).startsWith("250 2.6.0").endsWith("(SIP 200)");
            assertThat(userAgent.received()).hasSize(1);
        }
    }

    @Test
    void mailGoesToAPhoneBehindIpv6() throws Exception {
        try (UdpUserAgent userAgent = UdpUserAgent.startIpv6(request -> new Answer("200 OK"));
             Gateway gateway = TestGateway.start(userAgent.uri(), "iwf.sip.listen", "udp:127.0.0.1:0,udp:[::1]:0");
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", "The review moved.").line())
                    .startsWith("250 2.6.0").endsWith("(SIP 200)");
            assertThat(userAgent.received()).singleElement().extracting(request -> request.header("Via")).asString()
                    .startsWith("SIP/2.0/UDP [::1]:");
        }
    }

    private static void send(Socket client, String octets) throws IOException {
        client.getOutputStream().write(octets.getBytes(StandardCharsets.US_ASCII));
    }
}
