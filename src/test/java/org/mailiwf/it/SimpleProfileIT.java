package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** Profile {@code simple}: what a SIP phone behind a PBX gets. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class SimpleProfileIT {

    @Test
    void aPbxPhoneGetsTextPlainWithoutCpimAndWithoutCpmHeaders() throws Exception {
        try (Sipp sipp = Sipp.start("plain-text-only", "udp");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.profile", "simple");
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("monitor@corp.example", "200@op.example",
                    "From: Monitor <monitor@corp.example>", "Subject: Fan 3", "", "Fan 3 stands still.").code()).isEqualTo(250);

            assertThat(sipp.received()).hasSize(1);
            SipMessage request = sipp.received().get(0);
            assertThat(request.startLine()).isEqualTo("MESSAGE sip:200@op.example SIP/2.0");
            assertThat(request.names()).containsExactlyInAnyOrder("Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq",
                    "P-Asserted-Identity", "Date", "Subject", "Content-Type", "Content-Length");
            assertThat(request.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
            assertThat(request.body()).isEqualTo("Fan 3 stands still.");
        }
    }
}
