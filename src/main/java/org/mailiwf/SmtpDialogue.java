package org.mailiwf;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The SMTP client by which {@code map} and {@code lookup} ask the gateway in their own JVM, as a mail server would ask it. */
final class SmtpDialogue implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    /** @param client the address of the client that this one stands for, told by the PROXY protocol; {@code null}: its own */
    SmtpDialogue(int port, String client) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new BufferedOutputStream(socket.getOutputStream());
        if (client != null) {
            boolean ipv6 = client.indexOf(':') >= 0;
            out.write("PROXY %s %s %s %d %d\r\n".formatted(ipv6 ? "TCP6" : "TCP4", client, ipv6 ? "::1" : "127.0.0.1",
                    socket.getLocalPort(), port).getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        reply();
        command("EHLO localhost");
    }

    /** Sends one command line and returns the reply, its lines joined by LF. */
    String command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return reply();
    }

    /** Sends a mail after a 354, with CRLF line ends and dots doubled (RFC 5321 section 4.5.2), and returns the reply. */
    String content(InputStream mail) throws IOException {
        InputStream source = new BufferedInputStream(mail);
        int previous = '\n';
        for (int octet = source.read(); octet >= 0; octet = source.read()) {
            if (octet == '.' && previous == '\n') {
                out.write('.');
            }
            if (octet == '\n' && previous != '\r') {
                out.write('\r');
            }
            out.write(octet);
            previous = octet;
        }
        out.write((previous == '\n' ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return reply();
    }

    static boolean positive(String reply) {
        return reply.startsWith("2") || reply.startsWith("3");
    }

    private String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = in.readLine();
            if (line == null) {
                throw new EOFException("The gateway closed the connection");
            }
            reply.append(reply.isEmpty() ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            command("QUIT");
        }
    }
}
