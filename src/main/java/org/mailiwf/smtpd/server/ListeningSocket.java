package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.mailiwf.smtpd.limit.LimitGuard;
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

    private final ServerOptions options;
    private final LimitGuard limits;
    private final Set<ClientSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean turningAway;

    ListeningSocket(ServerOptions options, LimitGuard limits) throws IOException {
        this.options = options;
        this.limits = limits;
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            ClientSocket client = new ClientSocket(options.idleTimeout(), limits.limits().maxErrors(), this::closed);
            implAccept(client);
            open.add(client);
            Reply refusal = refusal(client, open.size());
            if (refusal != null) {
                turnAway(client, refusal);
            } else if (withoutDelay(client)) {
                return client;
            }
        }
    }

    /** All connections that are open, a live view: from when they are accepted to when they are closed. */
    Collection<ClientSocket> connections() {
        return Collections.unmodifiableCollection(open);
    }

    private Reply refusal(ClientSocket client, int connections) {
        if (turningAway) {
            return Replies.SHUTTING_DOWN;
        }
        if (connections > options.maxConnections()) {
            return Replies.TOO_MANY_CONNECTIONS;
        }
        InetAddress address = client.getInetAddress();
        // whom a proxy speaks for is known later
        return options.proxies().contains(address) ? null : client.count(limits, address);
    }

    private void closed(ClientSocket client) {
        open.remove(client);
        client.uncount(limits);
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
        MailLog.refused(client.getInetAddress(), reply);
        try (client) {
            // fits into the send buffer of a new connection: does not block
            client.getOutputStream().write((reply.line() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("A client that was turned away had gone already: {}", e.toString());
        }
    }
}
