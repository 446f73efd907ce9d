package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients. Those that cannot be served, because too many are, or because the server is stopping, get a 421 from the accepting
 * thread and cost nothing more.
 */
final class ListeningSocket extends ServerSocket {

    private static final Logger LOG = LoggerFactory.getLogger(ListeningSocket.class);

    private final int maxConnections;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean turningAway;

    ListeningSocket(int maxConnections) throws IOException {
        this.maxConnections = maxConnections;
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            ClientSocket client = new ClientSocket(open::decrementAndGet);
            implAccept(client);
            int connections = open.incrementAndGet();
            if (turningAway) {
                turnAway(client, Replies.SHUTTING_DOWN);
            } else if (connections > maxConnections) {
                turnAway(client, Replies.TOO_MANY_CONNECTIONS);
            } else if (withoutDelay(client)) {
                return client;
            }
        }
    }

    /** Without TCP_NODELAY a pipelining client waits 40 ms for every group of replies. */
    private static boolean withoutDelay(ClientSocket client) throws IOException {
        try {
            client.setTcpNoDelay(true);
            return true;
        } catch (SocketException gone) {
            client.close();
            return false;
        }
    }

    /** From now on, true: every new client gets 421; false: they are served again. */
    void setTurningAway(boolean turningAway) {
        this.turningAway = turningAway;
    }

    private static void turnAway(ClientSocket client, Reply reply) {
        try (client) {
            // fits into the send buffer of a new connection: does not block
            client.getOutputStream().write((reply.line() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("A client that was turned away had gone already: {}", e.toString());
        }
    }
}
