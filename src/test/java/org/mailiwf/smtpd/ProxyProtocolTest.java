package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyProtocolTest extends SmtpdTestSupport {

    private static final String GREETING = "220 iwf.op.example ESMTP ready";
    private static final String NO_HEADER = "421 4.7.0 PROXY protocol header expected";

    private final List<SmtpDialogue> clients = new ArrayList<>();
    private Object clientAddress;

    @AfterEach
    void closeClients() throws IOException {
        for (SmtpDialogue client : clients) {
            client.close();
        }
    }

    private void serveBehindProxies(String options) throws Exception {
        serve("proxyProtocolNetworks=127.0.0.2" + options,
                exchange -> clientAddress = exchange.getMessage().getHeader(SmtpConstants.CLIENT_ADDRESS));
    }

    private SmtpDialogue from(String address) throws IOException {
        SmtpDialogue client = new SmtpDialogue(port(), address);
        clients.add(client);
        return client;
    }

    private void deliver(SmtpDialogue client) throws IOException {
        client.expect(GREETING).send("HELO x", "MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>")
                .expect("250 iwf.op.example", "250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.data("x").reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void clientIsWhomTheProxyNames() throws Exception {
        serveBehindProxies("");
        deliver(from("127.0.0.2").send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25"));
        assertThat(clientAddress).isEqualTo("192.0.2.7");
        deliver(from("127.0.0.2").send("PROXY TCP6 2001:db8::7 2001:db8::1 56324 25"));
        assertThat(clientAddress).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void versionTwoIsTakenToo() throws Exception {
        serveBehindProxies("");
        SmtpDialogue client = from("127.0.0.2");
        client.socket.getOutputStream().write(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000cc0000207c633640151240019"));
        deliver(client);
        assertThat(clientAddress).isEqualTo("192.0.2.7");
    }

    @Test
    void proxyMaySpeakForItself() throws Exception {
        serveBehindProxies("");
        deliver(from("127.0.0.2").send("PROXY UNKNOWN"));
        assertThat(clientAddress).isEqualTo("127.0.0.2");
    }

    @Test
    void proxyMustSayForWhomItSpeaks() throws Exception {
        serveBehindProxies("");
        from("127.0.0.2").send("EHLO x").expect(NO_HEADER).expectEnd();
    }

    @Test
    void proxyMustSayItInTime() throws Exception {
        serveBehindProxies("&idleTimeout=300");
        SmtpDialogue silent = from("127.0.0.2");
        SmtpDialogue dripping = from("127.0.0.2").raw("PROXY TCP4 1");
        silent.expect(NO_HEADER).expectEnd();
        dripping.expect(NO_HEADER).expectEnd();
    }

    @Test
    void othersAreNotListenedTo() throws Exception {
        serveBehindProxies("&greetingDelay=20000");
        from("127.0.0.3").send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25").expect("554 5.5.1 Wait for the greeting").expectEnd();
    }

    @Test
    void headerOfAnotherClientBehindTheGreetingIsAnUnknownCommand() throws Exception {
        serveBehindProxies("");
        assertThat(from("127.0.0.3").expect(GREETING).send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25").reply()).startsWith("500 5.5.2 ");
    }

    @Test
    void limitsHoldForTheClientAndNotForTheProxy() throws Exception {
        serveBehindProxies("&maxConnectionsPerClient=1");
        from("127.0.0.2").send("PROXY TCP4 192.0.2.7 198.51.100.1 1 25").expect(GREETING);
        from("127.0.0.2").send("PROXY TCP4 192.0.2.8 198.51.100.1 1 25").expect(GREETING);
        from("127.0.0.2").send("PROXY TCP4 192.0.2.7 198.51.100.1 2 25")
                .expect("421 4.7.0 Too many connections from your address, try again later").expectEnd();
    }

    @Test
    void clientBehindAProxyThatTalksEarlyIsRefused() throws Exception {
        serveBehindProxies("");
        from("127.0.0.2").send("PROXY TCP4 192.0.2.7 198.51.100.1 1 25", "EHLO spam").expect("554 5.5.1 Wait for the greeting").expectEnd();
    }
}
