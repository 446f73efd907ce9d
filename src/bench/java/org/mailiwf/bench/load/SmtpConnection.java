package org.mailiwf.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An SMTP client: says what it is told, and hands back the replies. */
final class SmtpConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int READ_BUFFER = 512;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    /** @param from the address that it comes from, one of this machine */
    SmtpConnection(InetAddress from, int port) throws IOException {
        socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), READ_BUFFER);
            out = socket.getOutputStream();
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    SmtpConnection(int port) throws IOException {
        this(InetAddress.getLoopbackAddress(), port);
    }

    /** The greeting, and HELO. @throws IOException if the server does not want us */
    void begin() throws IOException {
        expect(220);
        command("HELO client.example", 250);
    }

    /** Says something without waiting for a reply. */
    void say(byte[] octets) throws IOException {
        out.write(octets);
    }

    /** @return the code of the reply, -1 if the connection is over */
    int command(String line) throws IOException {
        say(octets(line + "\r\n"));
        return reply();
    }

    void command(String line, int code) throws IOException {
        say(octets(line + "\r\n"));
        expect(code);
    }

    private void expect(int code) throws IOException {
        int reply = reply();
        if (reply != code) {
            throw new IOException("expected " + code + ", not " + reply);
        }
    }

    /** The code of the next reply, -1 if the connection is over. */
    int reply() throws IOException {
        String line;
        do {
            line = in.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return line == null ? -1 : Integer.parseInt(line.substring(0, 3));
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
