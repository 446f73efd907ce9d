package org.mailiwf.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sessions that have said EHLO and then nothing. They come from several addresses, since the ports of one would run short. */
final class IdleClients implements AutoCloseable {

    private static final int PER_ADDRESS = 5000;
    private static final ByteBuffer EHLO = ByteBuffer.wrap("EHLO client.example\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private final List<SocketChannel> sessions = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocate(4096);

    static IdleClients open(int count, int port) throws IOException {
        IdleClients clients = new IdleClients();
        try {
            while (clients.sessions.size() < count) {
                clients.open(port);
            }
            return clients;
        } catch (IOException refused) {
            clients.close();
            throw new IOException("session " + (clients.sessions.size() + 1) + " of " + count + ": " + refused.getMessage(), refused);
        }
    }

    private void open(int port) throws IOException {
        SocketChannel session = SocketChannel.open();
        sessions.add(session);
        session.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        session.bind(new InetSocketAddress(InetAddress.getByName("127.0.1." + (1 + sessions.size() / PER_ADDRESS)), 0));
        session.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        expect(session, "220 ");
        session.write(EHLO.duplicate());
        expect(session, "250 ");
    }

    /** Reads to the end of a reply, and throws if its last line begins otherwise. */
    private void expect(SocketChannel session, String last) throws IOException {
        received.clear();
        String text;
        do {
            if (session.read(received) < 0) {
                throw new IOException("closed by the server");
            }
            text = new String(received.array(), 0, received.position(), StandardCharsets.US_ASCII);
        } while (!text.endsWith("\r\n") || !isLast(text));
        if (!text.substring(lastLine(text)).startsWith(last)) {
            throw new IOException("unexpected: " + text);
        }
    }

    private static boolean isLast(String text) {
        int start = lastLine(text);
        return text.length() > start + 3 && text.charAt(start + 3) == ' ';
    }

    private static int lastLine(String text) {
        return text.lastIndexOf("\r\n", text.length() - 3) < 0 ? 0 : text.lastIndexOf("\r\n", text.length() - 3) + 2;
    }

    /** How many still stand: a read finds nothing, and not the end. */
    int alive() throws IOException {
        int alive = 0;
        for (SocketChannel session : sessions) {
            session.configureBlocking(false);
            received.clear();
            alive += session.read(received) == 0 ? 1 : 0;
            session.configureBlocking(true);
        }
        return alive;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel session : sessions) {
            session.close();
        }
    }
}
