package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client of which every octet is the test's own. */
final class SmtpDialogue implements AutoCloseable {

    Socket socket;
    private BufferedReader in;

    SmtpDialogue(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Does the handshake; from here on all is inside TLS. */
    SmtpDialogue handshake(SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "iwf.op.example", socket.getPort(), true);
        tls.startHandshake();
        socket = tls;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        return this;
    }

    /** Sends lines, each with CR LF. */
    SmtpDialogue send(String... lines) throws IOException {
        return raw(String.join("\r\n", lines) + "\r\n");
    }

    SmtpDialogue raw(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next reply; the lines of a longer one joined by LF; {@code null} at the end of the connection. */
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = in.readLine();
            if (line == null) {
                return reply.length() == 0 ? null : reply.toString();
            }
            reply.append(reply.length() == 0 ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    SmtpDialogue expect(String... replies) throws IOException {
        for (String reply : replies) {
            assertThat(reply()).isEqualTo(reply);
        }
        return this;
    }

    void expectEnd() throws IOException {
        assertThat(reply()).isNull();
    }

    /** DATA, the lines, the final dot. */
    SmtpDialogue data(String... lines) throws IOException {
        send("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
        return send(lines).send(".");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
