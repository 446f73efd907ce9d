package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PipeliningTest extends SmtpdTestSupport {

    @Test
    void groupOfCommandsIsAnsweredInOnePacket() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>", "RCPT TO:<carol@op.example>", "DATA");
        byte[] packet = new byte[4096];
        int length = client.socket.getInputStream().read(packet);
        assertThat(new String(packet, 0, length, "US-ASCII")).isEqualTo("""
                250 2.1.0 Sender ok\r
                250 2.1.5 Recipient ok\r
                250 2.1.5 Recipient ok\r
                354 End data with <CR><LF>.<CR><LF>\r
                """);
    }
}
