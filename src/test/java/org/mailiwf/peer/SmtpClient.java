package org.mailiwf.peer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An SMTP client that sends what the test writes, line by line, and reads one reply for each command. */
public final class SmtpClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * A reply.
     *
     * @param lines its lines without CRLF
     */
    public record Reply(List<String> lines) {

        /** The reply code. */
        public int code() {
            return Integer.parseInt(lines.get(0).substring(0, 3));
        }

        /** The line of a reply that has one line. */
        public String line() {
            if (lines.size() != 1) {
                throw new AssertionError("not one line: " + lines);
            }
            return lines.get(0);
        }
    }

    private SmtpClient(int port) throws IOException {
        socket = new Socket(Loopback.ADDRESS, port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects and reads the greeting; nothing is said yet. */
    public static SmtpClient connect(int port) throws IOException {
        SmtpClient client = new SmtpClient(port);
        expect(client.reply(), 220);
        return client;
    }

    /** Connects and says EHLO. */
    public static SmtpClient greeted(int port) throws IOException {
        SmtpClient client = connect(port);
        expect(client.command("EHLO mail.corp.example"), 250);
        return client;
    }

    /** Sends one line and reads the reply. */
    public Reply command(String line) throws IOException {
        write(line + "\r\n");
        return reply();
    }

    /** Sends octets as they are. */
    public void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** MAIL, RCPT and DATA with plain addresses; the reply is the one to the message. */
    public Reply mail(String from, String to, String... message) throws IOException {
        expect(command("MAIL FROM:<" + from + ">"), 250);
        expect(command("RCPT TO:<" + to + ">"), 250);
        return data(message);
    }

    /** DATA and the lines of a message, dot-stuffed; the reply is the one to the message. */
    public Reply data(String... message) throws IOException {
        expect(command("DATA"), 354);
        StringBuilder text = new StringBuilder();
        for (String line : message) {
            text.append(line.startsWith(".") ? "." : "").append(line).append("\r\n");
        }
        return command(text + ".");
    }

    /** The next reply. */
    public Reply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(line());
        } while (lines.get(lines.size() - 1).startsWith("-", 3));
        return new Reply(List.copyOf(lines));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the server closed the connection after: " + line);
            }
            line.append((char) octet);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new AssertionError("a reply line ends with a bare LF: " + line);
        }
        return line.substring(0, line.length() - 1);
    }

    private static void expect(Reply reply, int code) {
        if (reply.code() != code) {
            throw new AssertionError("expected " + code + " but was " + reply.lines());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
