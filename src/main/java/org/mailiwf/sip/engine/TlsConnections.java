package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

import org.mailiwf.sip.SipTls;

/**
 * TLS 1.2 and 1.3 on connections that are made or accepted. A request is only written to a connection whose certificate names its host,
 * also where an earlier request, perhaps for another name of that server, has opened it.
 */
final class TlsConnections {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Puts a request on the wire, on a connection that it may open. */
    interface Sending {
        void send() throws IOException;
    }

    /** An open connection, and what it goes over. */
    private record Connection(SSLSocket secure, Socket transport) {
    }

    /** The request of this thread: the host that its connection must be for, and why there was none. */
    private static final class Attempt {
        private final String host;
        private SSLException failure;

        Attempt(String host) {
            this.host = host;
        }
    }

    private final ThreadLocal<Attempt> attempts = new ThreadLocal<>();
    private final Map<InetSocketAddress, Connection> connections = new ConcurrentHashMap<>();
    private final SipTls tls;
    private final int handshakeTimeout;
    private final Timers timers;

    /**
     * @param handshakeTimeout until keys are agreed on, milliseconds
     */
    TlsConnections(SipTls tls, int handshakeTimeout, Timers timers) {
        this.tls = tls;
        this.handshakeTimeout = handshakeTimeout;
        this.timers = timers;
    }

    /**
     * Sends a request to a host.
     *
     * @throws SSLException if the host cannot prove to be the one it should be, or TLS fails otherwise
     */
    void send(InetSocketAddress remote, String host, Sending sending) throws IOException {
        Connection open = connections.get(remote);
        if (open != null) {
            verify(open.secure(), host);
        }
        Attempt attempt = new Attempt(host);
        attempts.set(attempt);
        try {
            sending.send();
        } catch (IOException e) {
            // the stack tells only that there is no connection
            throw attempt.failure == null ? e : attempt.failure;
        } finally {
            attempts.remove();
        }
    }

    /** Agrees on keys over a new connection to where this thread sends. */
    Socket connected(Socket socket, InetSocketAddress remote) throws IOException {
        Attempt attempt = attempts.get();
        if (attempt == null) {
            throw new SSLException("No connection to " + remote + " without the name that its certificate must have");
        }
        Timers.Cancellable deadline = deadline(socket);
        try {
            String name = attempt.host.replaceAll("[\\[\\]]", "");
            SSLSocket secure = (SSLSocket) tls.context().getSocketFactory().createSocket(socket, name, remote.getPort(), true);
            secure.setEnabledProtocols(PROTOCOLS);
            secure.startHandshake();
            verify(secure, attempt.host);
            connections.put(remote, new Connection(secure, socket));
            return secure;
        } catch (SSLException e) {
            attempt.failure = e;
            throw e;
        } catch (IOException e) {
            attempt.failure = new SSLException("The TLS handshake was not finished: " + e.getMessage(), e);
            throw attempt.failure;
        } finally {
            deadline.cancel();
        }
    }

    /** Makes a connection that was accepted a TLS one; keys are agreed on by the thread that reads it first. */
    Socket accepted(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) tls.context().getSocketFactory().createSocket(socket, null, true);
        secure.setEnabledProtocols(PROTOCOLS);
        secure.setWantClientAuth(tls.clientAuth() == SipTls.ClientAuth.WANT);
        if (tls.clientAuth() == SipTls.ClientAuth.NEED) {
            secure.setNeedClientAuth(true);
        }
        Timers.Cancellable deadline = deadline(socket);
        secure.addHandshakeCompletedListener(event -> deadline.cancel());
        return secure;
    }

    /** That connection is closed; there may be another to the same address by now, whose certificate still counts. */
    void closed(InetSocketAddress remote, Socket transport) {
        connections.computeIfPresent(remote, (each, connection) -> connection.transport() == transport ? null : connection);
    }

    /** Closes a connection whose handshake does not end; a time limit of its reads would not end one that trickles. */
    private Timers.Cancellable deadline(Socket socket) {
        return timers.schedule(() -> {
            try {
                JainSipEngine.LOG.debug("No TLS handshake in time with {}", socket.getRemoteSocketAddress());
                socket.close();
            } catch (IOException e) {
                JainSipEngine.LOG.debug("A connection was not closed cleanly", e);
            }
        }, handshakeTimeout);
    }

    private static void verify(SSLSocket socket, String host) throws SSLException {
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        try {
            if (!ServerIdentity.matches(host, certificate)) {
                throw new SSLPeerUnverifiedException("The certificate of " + socket.getRemoteSocketAddress() + " is not that of " + host);
            }
        } catch (CertificateParsingException e) {
            throw new SSLException("The certificate of " + host + " cannot be read", e);
        }
    }
}
