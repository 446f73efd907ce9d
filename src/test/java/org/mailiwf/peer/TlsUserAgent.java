package org.mailiwf.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A user agent server over TLS that demands a certificate of its clients, and answers every request 200. Its own certificate can be changed. */
public final class TlsUserAgent implements AutoCloseable {

    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<SipMessage> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private volatile SSLContext context;

    private TlsUserAgent(SSLContext context) throws IOException {
        this.context = context;
        this.server = new ServerSocket(0, 50, Loopback.ADDRESS);
        start(this::accept);
    }

    /** Starts one with that key and those trusted authorities. */
    public static TlsUserAgent start(SSLContext context) throws IOException {
        return new TlsUserAgent(context);
    }

    /** From now on there is another key, or there are other authorities. Connections of before are closed. */
    public void use(SSLContext other) throws IOException {
        context = other;
        for (Socket each : connections) {
            each.close();
        }
        connections.clear();
    }

    /** The port of the loopback address that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Every request received so far. */
    public List<SipMessage> received() {
        return received;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tls-user-agent");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException("the user agent's socket failed", e);
                }
            }
        }
    }

    /** Until the connection ends, or there is none because one side does not like the other's certificate. */
    private void serve(Socket socket) {
        try (SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true)) {
            secure.setNeedClientAuth(true);
            for (SipMessage request = read(secure.getInputStream()); request != null; request = read(secure.getInputStream())) {
                received.add(request);
                secure.getOutputStream().write(UdpUserAgent.response(request, new UdpUserAgent.Answer("200 OK")).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            System.getLogger("peer").log(System.Logger.Level.DEBUG, "a connection has ended", e);
        }
    }

    /** @return {@code null} at the end of the connection */
    private static SipMessage read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsWithBlankLine(head.toByteArray())) {
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            if (head.size() > 0 || octet != '\r' && octet != '\n') {
                head.write(octet);
            }
        }
        SipMessage message = SipMessage.parse(head.toByteArray());
        in.readNBytes(Integer.parseInt(message.header("Content-Length")));
        return message;
    }

    private static boolean endsWithBlankLine(byte[] octets) {
        int from = octets.length - BLANK_LINE.length;
        return from >= 0 && Arrays.equals(octets, from, octets.length, BLANK_LINE, 0, BLANK_LINE.length);
    }

    @Override
    public void close() throws IOException {
        server.close();
        use(context);
    }
}
