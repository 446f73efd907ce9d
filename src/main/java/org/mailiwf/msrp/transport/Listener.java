package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections at one address, with a thread of its own. */
final class Listener implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 200;

    private final ServerSocket server = new ServerSocket();
    private final boolean secure;
    private final String host;
    private final BiConsumer<Socket, Boolean> accepted;

    /** Binds. @throws IOException if that is not possible */
    Listener(MsrpListen address, BiConsumer<Socket, Boolean> accepted) throws IOException {
        this.secure = address.secure();
        this.host = address.host();
        this.accepted = accepted;
        server.setReuseAddress(true);
        try {
            server.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** With the port that was bound. */
    MsrpListen address() {
        return new MsrpListen(secure, host, server.getLocalPort());
    }

    @Override
    public void run() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                accepted.accept(socket, secure);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("an MSRP connection cannot be accepted", e);
                    rest();
                }
            }
        }
    }

    /** Where no file descriptor is left the next attempt fails at once, too. */
    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing an MSRP listener", e);
        }
    }
}
