package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** SMTP over IPv6. */
class Ipv6IT {

    @Test
    void mailComesInByIpv6() throws Exception {
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
             Gateway gateway = TestGateway.start(userAgent.uri(), "iwf.smtp.listen", "[::1]:0");
             Socket client = new Socket("::1", gateway.smtpPort())) {
            assertThat(gateway.readyLine()).startsWith("READY smtp=[0:0:0:0:0:0:0:1]:" + gateway.smtpPort() + " ");
            client.setSoTimeout(30_000);
            client.getOutputStream().write(("EHLO [IPv6:::1]\r\nMAIL FROM:<alice@corp.example>\r\nRCPT TO:<bob@op.example>\r\nDATA\r\n"
                    + "Subject: Review\r\n\r\nThe review moved.\r\n.\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)).lines())
                    .filteredOn(line -> line.startsWith("250 2.6.0")).singleElement().asString().endsWith("(SIP 200)");
            assertThat(userAgent.received()).hasSize(1);
        }
    }
}
