package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;

import org.mailiwf.smtpd.protocol.ProxyHeader;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.internal.proxy.ProxyHandler;
import org.subethamail.smtp.server.Session;

/** Learns the true client from the proxies that are known. They must say it, and soon; what others say of that kind is not listened to. */
final class ProxyProtocol implements ProxyHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyProtocol.class);
    private static final Reply REPLY = Replies.NO_PROXY_HEADER;
    private static final ProxyResult REFUSED = new ProxyResult(REPLY.code(), REPLY.enhancedStatus() + " " + REPLY.text());
    /** How long a proxy may take for its header. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ServerOptions options;

    ProxyProtocol(ServerOptions options) {
        this.options = options;
    }

    @Override
    public ProxyResult handle(InputStream in, OutputStream out, Session session) throws IOException {
        ClientSocket socket = (ClientSocket) session.getSocket();
        if (!options.proxies().contains(socket.getInetAddress())) {
            return ProxyResult.NOP;
        }
        socket.timedInput().waitUntil(System.nanoTime() + LIMIT.toNanos());
        try {
            InetSocketAddress client = ProxyHeader.read(in);
            socket.timedInput().commandsAgain();
            return client == null ? ProxyResult.NOP : new ProxyResult(client);
        } catch (IOException e) {
            LOG.warn("Proxy {}: {}", socket.getInetAddress().getHostAddress(), e.getMessage());
            return REFUSED;
        }
    }
}
