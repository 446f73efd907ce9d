package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.KeyFiles;

/** What clients are held to in plain text they are held to inside TLS, and proxies speak ahead of it. */
@Timeout(60)
class InsideTlsTest extends SmtpdTestSupport {

    private static final String GREETING = "220 iwf.op.example ESMTP ready";
    private static final String START_MAIL = "354 End data with <CR><LF>.<CR><LF>";
    private static final String TIMED_OUT = "421 4.4.2 Timeout waiting for the client";
    /** The handshake must be done in it too, the first of a JVM, beside others on a busy machine. */
    private static final String SHORT_WAIT = "&idleTimeout=2000";
    private static final String PROXY_V2 = "0d0a0d0a000d0a515549540a2111000cc0000207c633640151240019";

    @TempDir
    static Path folder;
    private static KeyFiles server;

    private final List<SmtpDialogue> clients = new ArrayList<>();
    private final List<Object> clientAddresses = new ArrayList<>();
    private final Processor keep = exchange -> clientAddresses.add(exchange.getMessage().getHeader(SmtpConstants.CLIENT_ADDRESS));

    @BeforeAll
    static void makeKeys() {
        server = KeyFiles.make(folder, "server", "EC");
    }

    @AfterEach
    void closeClients() throws IOException {
        for (SmtpDialogue client : clients) {
            client.close();
        }
    }

    private void serveTls(String mode, String options) throws Exception {
        serve("tls=" + mode + "&tlsCertificate=" + server.certificate() + "&tlsKey=" + server.key() + options, keep);
    }

    private SmtpDialogue from(String address) throws IOException {
        SmtpDialogue client = new SmtpDialogue(port(), address);
        clients.add(client);
        return client;
    }

    private static SmtpDialogue secure(SmtpDialogue client) throws IOException {
        return client.handshake(server.client(null));
    }

    private static SmtpDialogue begin(SmtpDialogue client) throws IOException {
        client.send("HELO x", "MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>")
                .expect("250 iwf.op.example", "250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        return client;
    }

    private static void deliver(SmtpDialogue client) throws IOException {
        assertThat(begin(client).data("x").reply()).startsWith("250 2.6.0 ");
    }

    private SmtpDialogue greeted() throws IOException {
        return secure(open()).expect(GREETING);
    }

    @Test
    void proxyHeaderComesAheadOfImplicitTls() throws Exception {
        serveTls("implicit", "&proxyProtocolNetworks=127.0.0.2");
        deliver(secure(from("127.0.0.2").send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 465")).expect(GREETING));
        SmtpDialogue second = from("127.0.0.2");
        second.socket.getOutputStream().write(HexFormat.of().parseHex(PROXY_V2));
        deliver(secure(second).expect(GREETING));
        assertThat(clientAddresses).containsExactly("192.0.2.7", "192.0.2.7");
    }

    @Test
    void proxyHeaderInOnePacketWithTheHandshakeIsTakenOffIt() throws Exception {
        serveTls("implicit", "&proxyProtocolNetworks=127.0.0.1");
        SmtpDialogue client = open();
        client.socket.close();
        HeldSocket held = new HeldSocket(port());
        client.socket = held;
        held.hold();
        client.send("PROXY TCP4 192.0.2.7 198.51.100.1 56324 465");
        held.releaseWithNext();
        deliver(secure(client).expect(GREETING));
        assertThat(clientAddresses).containsExactly("192.0.2.7");
    }

    @Test
    void proxyHeaderComesAheadOfStarttls() throws Exception {
        serveTls("required", "&proxyProtocolNetworks=127.0.0.2");
        SmtpDialogue client = from("127.0.0.2").send("PROXY TCP6 2001:db8::7 2001:db8::1 56324 587").expect(GREETING);
        deliver(secure(client.send("STARTTLS").expect("220 2.0.0 Ready to start TLS")));
        assertThat(clientAddresses).containsExactly("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void handshakeWithoutTheHeaderOfAProxyIsRefused() throws Exception {
        serveTls("implicit", "&proxyProtocolNetworks=127.0.0.2");
        SmtpDialogue client = from("127.0.0.2");
        client.socket.getOutputStream().write(HexFormat.of().parseHex("160301007a01"));
        client.expect("421 4.7.0 PROXY protocol header expected").expectEnd();
    }

    @Test
    void connectionsOfOneClientAreLimited() throws Exception {
        serveTls("implicit", "&maxConnectionsPerClient=1");
        SmtpDialogue first = greeted();
        open().expect("421 4.7.0 Too many connections from your address, try again later").expectEnd();
        deliver(first);
    }

    @Test
    void connectionsOfAClientBehindAProxyAreLimited() throws Exception {
        serveTls("implicit", "&maxConnectionsPerClient=1&proxyProtocolNetworks=127.0.0.2");
        String header = "PROXY TCP4 192.0.2.7 198.51.100.1 1 465";
        secure(from("127.0.0.2").send(header)).expect(GREETING);
        from("127.0.0.2").send(header).expect("421 4.7.0 Too many connections from your address, try again later").expectEnd();
    }

    @Test
    void handshakeIsNotTalkingEarly() throws Exception {
        serveTls("implicit", "&greetingDelay=50");
        deliver(greeted());
    }

    @Test
    void clientThatTalksBeforeTheGreetingIsRefused() throws Exception {
        serveTls("implicit", "&greetingDelay=20000");
        secure(open()).send("EHLO spam.example").expect("554 5.5.1 Wait for the greeting").expectEnd();
    }

    @Test
    void commandInOneRecordWithTheEndOfDataIsRefused() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = begin(greeted());
        client.send("DATA").expect(START_MAIL).raw("x\r\n.\r\nMAIL FROM:<a@b.example>\r\n");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("421 4.5.0 Command came before the reply to the mail, try again").expectEnd();
    }

    @Test
    void commandInARecordBehindThatOfTheEndOfDataIsRefused() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open();
        HeldSocket held = hold(client);
        begin(client).send("DATA").expect(START_MAIL);
        held.hold();
        client.send("x", ".").send("MAIL FROM:<a@b.example>");
        held.release(held.size());
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("421 4.5.0 Command came before the reply to the mail, try again").expectEnd();
    }

    @Test
    void mailInARecordBehindThatOfDataIsRefused() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open();
        HeldSocket held = hold(client);
        begin(client);
        held.hold();
        client.send("DATA").send("x", ".");
        held.release(held.size());
        client.expect("554 5.5.0 DATA is last in a group: its reply comes before the mail").expectEnd();
    }

    @Test
    void halfARecordBehindTheEndOfDataIsNoCommandYet() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open();
        HeldSocket held = hold(client);
        begin(client).send("DATA").expect(START_MAIL);
        held.hold();
        client.send("x", ".").send("NOOP");
        held.release(held.size() - 3);
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        held.release(3);
        client.expect("250 2.0.0 Ok");
    }

    @Test
    void chunksMayBePipelined() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = begin(greeted());
        client.raw("BDAT 3\r\nx\r\n").raw("BDAT 3 LAST\r\ny\r\n").send("QUIT").expect("250 2.0.0 3 octets received");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("221 2.0.0 Bye").expectEnd();
    }

    @Test
    void chunkBeforeStarttlsIsReadAndRefusedWhereTlsIsRequired() throws Exception {
        serveTls("required", "");
        ehlo().raw("BDAT 6 LAST\r\nNOOP\r\n").send("NOOP").expect("503 5.5.1 Send MAIL first", "250 2.0.0 Ok");
    }

    @Test
    void bareLineEndClosesTheConnection() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = begin(greeted());
        assertThat(client.data("x\n.\nMAIL FROM:<a@b.example>").reply()).startsWith("550 5.6.11 ");
        client.expectEnd();
    }

    @Test
    void commandThatDripsIsCutOff() throws Exception {
        serveTls("implicit", SHORT_WAIT);
        SmtpDialogue client = greeted();
        client.drip("NOOP ");
        client.expect(TIMED_OUT);
    }

    @Test
    void recordThatDripsIsCutOff() throws Exception {
        serveTls("implicit", SHORT_WAIT);
        SmtpDialogue client = open();
        HeldSocket held = hold(client);
        held.hold();
        client.send("NOOP ".repeat(1000));
        held.drip(client);
        client.expect(TIMED_OUT);
    }

    @Test
    void dataThatDripsIsCutOff() throws Exception {
        serveTls("implicit", "&dataTimeout=300");
        SmtpDialogue client = begin(greeted());
        client.send("DATA").expect(START_MAIL);
        client.drip("x\r\n");
        client.expect(TIMED_OUT);
    }

    @Test
    void errorsBeforeStarttlsCountAfterIt() throws Exception {
        serveTls("starttls", "&maxErrors=2");
        SmtpDialogue client = connect().send("DATA").expect("503 5.5.1 Send MAIL first");
        secure(client.send("STARTTLS").expect("220 2.0.0 Ready to start TLS"));
        client.send("DATA").expect("503 5.5.1 Send MAIL first", "421 4.7.0 Too many errors").expectEnd();
    }

    @Test
    void ehloListsWhatWorksWhereItWorks() throws Exception {
        context.getRegistry().bind("users", (SmtpAuthenticator) (user, password) -> false);
        serveTls("starttls", "&authenticator=#users");
        SmtpDialogue client = connect().send("EHLO x");
        assertThat(client.reply().lines()).contains("250-CHUNKING", "250-STARTTLS").doesNotContain("250-AUTH PLAIN LOGIN");
        secure(client.send("STARTTLS").expect("220 2.0.0 Ready to start TLS"));
        assertThat(client.send("EHLO x").reply().lines()).contains("250-CHUNKING", "250-AUTH PLAIN LOGIN").doesNotContain("250-STARTTLS");
    }

    /** Puts a {@link HeldSocket} beneath {@code client} and does the handshake over it. */
    private HeldSocket hold(SmtpDialogue client) throws IOException {
        client.socket.close();
        HeldSocket held = new HeldSocket(port());
        client.socket = held;
        secure(client).expect(GREETING);
        return held;
    }

    /** Holds back what is written to it, records of TLS for instance, and sends as many octets of it as it is told. */
    private static final class HeldSocket extends Socket {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean holds;
        private boolean releasesWithNext;

        HeldSocket(int port) throws IOException {
            super("127.0.0.1", port);
            setSoTimeout(10_000);
            setTcpNoDelay(true);
        }

        void hold() {
            holds = true;
        }

        /** What is written next goes out in one packet with what is kept. */
        void releaseWithNext() {
            releasesWithNext = true;
        }

        int size() {
            return kept.size();
        }

        void release(int count) throws IOException {
            byte[] octets = kept.toByteArray();
            kept.reset();
            kept.write(octets, count, octets.length - count);
            super.getOutputStream().write(octets, 0, count);
        }

        /** Releases octet by octet until {@code client} has a reply. */
        void drip(SmtpDialogue client) throws IOException {
            client.dripBy(() -> release(1));
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] octets, int offset, int length) throws IOException {
                    if (!holds) {
                        out.write(octets, offset, length);
                        return;
                    }
                    kept.write(octets, offset, length);
                    if (releasesWithNext) {
                        holds = false;
                        release(kept.size());
                    }
                }
            };
        }
    }
}
