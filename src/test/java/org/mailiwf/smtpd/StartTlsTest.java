package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.KeyFiles;

class StartTlsTest extends SmtpdTestSupport {

    private static final String READY = "220 2.0.0 Ready to start TLS";

    @TempDir
    static Path folder;
    private static KeyFiles server;
    private static KeyFiles phone;

    private final Map<String, Object> headers = new ConcurrentHashMap<>();
    private final StringBuffer mail = new StringBuffer();
    private final Processor keep = exchange -> {
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, value == null ? "" : value));
        mail.append(exchange.getMessage().getBody(String.class));
    };

    @BeforeAll
    static void makeKeys() {
        server = KeyFiles.make(folder, "server", "EC");
        phone = KeyFiles.make(folder, "phone", "RSA");
    }

    private void serveTls(String mode, String options) throws Exception {
        serve("tls=" + mode + "&tlsCertificate=" + server.certificate() + "&tlsKey=" + server.key() + options, keep);
    }

    private static SSLContext trusting() {
        return server.client(null);
    }

    @Test
    void starttlsIsOfferedBeforeTlsAndNotAfter() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = connect().send("EHLO c.example");
        assertThat(client.reply()).contains("250-STARTTLS\n");
        client.send("STARTTLS").expect(READY).handshake(trusting());
        assertThat(client.send("EHLO c.example").reply()).doesNotContain("STARTTLS").endsWith("250 DELIVERBY 60");
        client.send("STARTTLS").expect("503 5.5.1 TLS is active already");
    }

    @Test
    void mailInsideTlsTellsTheRouteAndTheReceivedField() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = connect().send("STARTTLS").expect(READY).handshake(trusting());
        client.send("EHLO c.example").reply();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "", "y").reply()).startsWith("250 2.6.0");
        assertThat(headers).containsEntry("CamelSmtpTlsProtocol", "TLSv1.3").doesNotContainKey("CamelSmtpTlsClientSubject");
        assertThat((String) headers.get("CamelSmtpTlsCipher")).startsWith("TLS_");
        assertThat(mail).contains("by iwf.op.example with ESMTPS id ");
        client.send("QUIT").expect("221 2.0.0 Bye").expectEnd();
    }

    @Test
    void smtputf8InsideTlsIsUtf8Smtps() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open().handshake(trusting()).expect("220 iwf.op.example ESMTP ready");
        client.send("EHLO c.example").reply();
        client.send("MAIL FROM:<a@b.example> SMTPUTF8", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "").reply()).startsWith("250 2.6.0");
        assertThat(mail).contains("with UTF8SMTPS id ");
    }

    @Test
    void commandsInjectedBehindStarttlsAreDropped() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = ehlo();
        client.raw("STARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<victim@op.example>\r\n").expect(READY);
        client.handshake(trusting());
        client.send("NOOP").expect("250 2.0.0 Ok");
        client.send("RCPT TO:<bob@op.example>").expect("503 5.5.1 Send MAIL first");
        client.send("MAIL FROM:<a@b.example>").expect("503 5.5.1 Send EHLO or HELO first");
    }

    @Test
    void halfACommandInjectedBehindStarttlsIsDropped() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = ehlo().raw("STARTTLS\r\nNOO").expect(READY).handshake(trusting());
        assertThat(client.send("P").reply()).startsWith("500 5.5.2 ");
    }

    @Test
    void transactionOfThePlainSessionIsForgotten() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = envelope();
        client.send("STARTTLS").expect(READY).handshake(trusting());
        client.send("DATA").expect("503 5.5.1 Send MAIL first");
        client.send("RCPT TO:<bob@op.example>").expect("503 5.5.1 Send MAIL first");
        client.send("EHLO c.example").reply();
        client.send("DATA").expect("503 5.5.1 Send MAIL first");
    }

    @Test
    void starttlsWithinPipelinedRcptAndDataStartsAnew() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = ehlo();
        client.raw("MAIL FROM:<a@b.example>\r\nRCPT TO:<bob@op.example>\r\nSTARTTLS\r\nDATA\r\nSubject: injected\r\n\r\n.\r\n");
        client.expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok", READY).handshake(trusting());
        client.send("NOOP").expect("250 2.0.0 Ok");
        assertThat(headers).isEmpty();
    }

    @Test
    void starttlsWithinDataIsTextOfTheMail() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = envelope();
        assertThat(client.data("Subject: x", "", "STARTTLS").reply()).startsWith("250 2.6.0");
        assertThat(mail).endsWith("\r\nSTARTTLS\r\n").contains("with ESMTP id ");
    }

    @Test
    void starttlsTakesNoArgument() throws Exception {
        serveTls("starttls", "");
        ehlo().send("STARTTLS now", "NOOP").expect("501 5.5.4 No argument allowed", "250 2.0.0 Ok");
    }

    @Test
    void withoutTlsStarttlsIsNotImplemented() throws Exception {
        serve("", exchange -> { });
        ehlo().send("STARTTLS").expect("502 5.5.1 Command not implemented");
    }

    @Test
    void requiredMeansNoMailBeforeStarttls() throws Exception {
        serveTls("required", "");
        String refusal = "530 5.7.0 Must issue a STARTTLS command first";
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>", "DATA", "NOOP", "VRFY bob", "HELO c.example")
                .expect(refusal, refusal, refusal, "250 2.0.0 Ok", refusal, refusal);
        client.send("STARTTLS").expect(READY).handshake(trusting());
        client.send("EHLO c.example").reply();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
    }

    @Test
    void olderThanTls12IsRefused() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = connect().send("STARTTLS").expect(READY);
        SSLSocket old = (SSLSocket) trusting().getSocketFactory().createSocket(client.socket, "iwf.op.example", port(), true);
        assertThatThrownBy(() -> {
            old.setEnabledProtocols(new String[] {"TLSv1.1"});
            old.startHandshake();
        }).isInstanceOf(SSLException.class);
    }

    @Test
    void tls12Works() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open();
        SSLSocket tls = (SSLSocket) trusting().getSocketFactory().createSocket(client.socket, "iwf.op.example", port(), true);
        tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        BufferedReader in = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.readLine()).isEqualTo("220 iwf.op.example ESMTP ready");
        tls.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(in.readLine()).isEqualTo("221 2.0.0 Bye");
        assertThat(in.readLine()).isNull();
        assertThat(tls.getSession().getCipherSuite()).startsWith("TLS_ECDHE_");
    }

    @Test
    void clientCannotHaveTheHandshakeDoneAgain() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open();
        SSLSocket tls = (SSLSocket) trusting().getSocketFactory().createSocket(client.socket, "iwf.op.example", port(), true);
        tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        BufferedReader in = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.readLine()).isEqualTo("220 iwf.op.example ESMTP ready");
        tls.getOutputStream().write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(in.readLine()).isEqualTo("250 2.0.0 Ok");
        tls.startHandshake();
        assertThatThrownBy(in::readLine).isInstanceOf(SSLException.class);
    }

    @Test
    void plainTextInPlaceOfAHandshakeEndsTheConnection() throws Exception {
        serveTls("starttls", "");
        SmtpDialogue client = connect().send("STARTTLS").expect(READY);
        client.send("MAIL FROM:<eve@evil.example>");
        await().until(() -> ended(client));
    }

    @Test
    void handshakeThatDripsIsCutInTime() throws Exception {
        serveTls("implicit", "&idleTimeout=400");
        SmtpDialogue client = open();
        long begun = System.nanoTime();
        // the header of a record of 16384 octets, then one octet after the other
        client.socket.getOutputStream().write(new byte[] {22, 3, 1, 0x40, 0});
        await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(100)).until(() -> {
            try {
                client.socket.getOutputStream().write(0);
                return false;
            } catch (IOException closed) {
                return true;
            }
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void clientThatIsSilentInPlaceOfAHandshakeIsToldNothingInPlainText() throws Exception {
        serveTls("implicit", "&idleTimeout=300");
        open().expectEnd();
    }

    @Test
    void silenceInsideTlsIsAnsweredInsideTls() throws Exception {
        serveTls("implicit", "&idleTimeout=500");
        open().handshake(trusting()).expect("220 iwf.op.example ESMTP ready", "421 4.4.2 Timeout waiting for the client").expectEnd();
    }

    @Test
    void stopOfTheServerIsToldInsideTls() throws Exception {
        serveTls("implicit", "");
        SmtpDialogue client = open().handshake(trusting()).expect("220 iwf.op.example ESMTP ready");
        context.getRouteController().suspendRoute(ROUTE);
        client.expect("421 4.3.2 Service shutting down").expectEnd();
    }

    @Test
    void wantedCertificateOfAClientIsTold() throws Exception {
        serveTls("implicit", "&tlsClientAuth=want&tlsTrust=" + phone.certificate());
        SmtpDialogue client = open().handshake(server.client(phone)).expect("220 iwf.op.example ESMTP ready");
        client.send("EHLO c.example").reply();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "").reply()).startsWith("250");
        assertThat(headers).containsEntry("CamelSmtpTlsClientSubject", "CN=phone,O=Test");
    }

    @Test
    void clientWithoutTheWantedCertificateIsServed() throws Exception {
        serveTls("implicit", "&tlsClientAuth=want&tlsTrust=" + phone.certificate());
        open().handshake(trusting()).expect("220 iwf.op.example ESMTP ready");
    }

    @Test
    void clientWithoutTheNeededCertificateIsNotServed() throws Exception {
        serveTls("implicit", "&tlsClientAuth=need&tlsTrust=" + phone.certificate());
        // TLS 1.3: the client hears of it with what it reads first
        assertThatThrownBy(() -> open().handshake(trusting()).reply()).isInstanceOf(IOException.class);
        open().handshake(server.client(phone)).expect("220 iwf.op.example ESMTP ready");
    }

    @Test
    void renewedCertificateIsShownWithoutARestart() throws Exception {
        KeyFiles inUse = KeyFiles.make(folder, "in-use", "EC");
        KeyFiles renewed = KeyFiles.make(folder, "renewed", "RSA");
        serve("tls=implicit&tlsCertificate=" + inUse.certificate() + "&tlsKey=" + inUse.key(), keep);
        SmtpDialogue before = open().handshake(inUse.client(null)).expect("220 iwf.op.example ESMTP ready");
        renewed.replace(inUse);
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(
                () -> open().handshake(renewed.client(null)).expect("220 iwf.op.example ESMTP ready"));
        before.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void tlsWithoutFilesIsSaidAtTheStart() {
        assertThatThrownBy(() -> serve("tls=starttls", keep))
                .hasStackTraceContaining("TLS needs a certificate and its key in PEM, or a key store in PKCS#12");
    }

    private static boolean ended(SmtpDialogue client) {
        try {
            return client.socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
