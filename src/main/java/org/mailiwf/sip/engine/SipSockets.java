package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import org.mailiwf.sip.SipHop;
import org.mailiwf.sip.SipSettings;

/**
 * The sockets of the stack. Listening sockets are bound here first and handed over when the stack asks for them, so that a port may be
 * chosen by the system, and a failure says what it is. Connections are made within a time limit and tell when they close.
 */
final class SipSockets implements NetworkLayer {

    /** After a failed attempt, those that waited for it fail with it, instead of each waiting for the connect timeout in turn. */
    private static final long FAILURE_NANOS = 1_000_000_000L;
    private static final int MAX_FAILURES = 1000;
    /** Each has a thread. */
    private static final int MAX_ACCEPTED = 500;

    private final Map<InetSocketAddress, DatagramSocket> datagramSockets = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, ServerSocket> serverSockets = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Long> failures = new ConcurrentHashMap<>();
    private final int connectTimeout;
    private final KeepAlive keepAlive;
    private final Consumer<InetSocketAddress> closed;
    private final Consumer<byte[]> responses;
    private final TlsConnections tls;
    private final Timers timers;
    private final AcceptedConnections accepted;
    private final ThreadLocal<InetSocketAddress> sendingTo = new ThreadLocal<>();

    /**
     * @param settings       what the engine was told
     * @param keepAlive      watches outgoing connections
     * @param closed         told the remote address of every outgoing connection that is closed, by whom ever
     * @param responses      takes the responses that come by UDP
     * @param tls            makes every connection a TLS one; {@code null} for none
     */
    SipSockets(SipSettings settings, Timers timers, KeepAlive keepAlive, Consumer<InetSocketAddress> closed,
               Consumer<byte[]> responses, TlsConnections tls) {
        this.timers = timers;
        this.accepted = new AcceptedConnections(MAX_ACCEPTED, settings.admission()::trusts);
        this.keepAlive = keepAlive;
        this.connectTimeout = settings.connectTimeout();
        this.closed = closed;
        this.responses = responses;
        this.tls = tls;
    }

    /** Binds a UDP socket and returns its port. */
    int bindUdp(InetAddress address, int port) throws IOException {
        DatagramSocket socket = new UdpSocket(port, address, responses);
        datagramSockets.put(new InetSocketAddress(address, socket.getLocalPort()), socket);
        return socket.getLocalPort();
    }

    /** Binds a TCP socket and returns its port. */
    int bindTcp(InetAddress address, int port) throws IOException {
        ServerSocket socket = new PreparingServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1024);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        serverSockets.put(new InetSocketAddress(address, socket.getLocalPort()), socket);
        return socket.getLocalPort();
    }

    DatagramSocket udp(InetAddress address, int port) {
        return datagramSockets.get(new InetSocketAddress(address, port));
    }

    /** Whether everything that was bound is still bound. */
    boolean areOpen() {
        return datagramSockets.values().stream().noneMatch(DatagramSocket::isClosed)
                && serverSockets.values().stream().noneMatch(ServerSocket::isClosed);
    }

    void close() throws IOException {
        datagramSockets.values().forEach(DatagramSocket::close);
        for (ServerSocket socket : serverSockets.values()) {
            socket.close();
        }
    }

    /** Whether a connection to that hop failed within the last second. */
    boolean hasJustFailed(SipHop hop) {
        return !failures.isEmpty() && hasJustFailed(hop.address() == null
                ? new InetSocketAddress(hop.host(), hop.port()) : new InetSocketAddress(hop.address(), hop.port()));
    }

    private boolean hasJustFailed(InetSocketAddress remote) {
        Long failed = failures.get(remote);
        return failed != null && System.nanoTime() - failed < FAILURE_NANOS;
    }

    /**
     * Sends a request, over a connection that is made if there is none. Only so: for a response whose connection is gone the stack would
     * make one to wherever the Via says, and so would whoever sends us a request choose where we connect.
     */
    void send(InetSocketAddress remote, TlsConnections.Sending sending) throws IOException {
        sendingTo.set(remote);
        try {
            sending.send();
        } finally {
            sendingTo.remove();
        }
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        return serverSockets.get(new InetSocketAddress(address, port));
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return udp(address, port);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress) throws IOException {
        InetSocketAddress remote = new InetSocketAddress(address, port);
        if (!remote.equals(sendingTo.get())) {
            throw new ConnectException("No request is sent to " + remote);
        }
        if (hasJustFailed(remote)) {
            throw new ConnectException("No connection to " + remote + " a moment ago");
        }
        StreamSocket socket = new StreamSocket(timers, each -> {
            keepAlive.closed(remote);
            if (tls != null) {
                tls.closed(remote, each);
            }
            closed.accept(remote);
        });
        try {
            if (localAddress != null) {
                socket.bind(new InetSocketAddress(localAddress, 0));
            }
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(remote, connectTimeout);
            failures.remove(remote);
        } catch (IOException e) {
            if (failures.size() >= MAX_FAILURES) {
                failures.clear();
            }
            failures.put(remote, System.nanoTime());
            socket.close();
            throw e;
        }
        Socket connection = tls == null ? socket : secured(socket, remote);
        keepAlive.opened(remote, socket, connection.getOutputStream(), socket.activity());
        return connection;
    }

    private Socket secured(Socket socket, InetSocketAddress remote) throws IOException {
        try {
            return tls.connected(socket, remote);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) throws IOException {
        return createSocket(address, port, localAddress);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        throw new SocketException("TLS is made of connections that are called TCP");
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        throw new SocketException("TLS is made of connections that are called TCP");
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress localAddress) throws IOException {
        throw new SocketException("TLS is made of connections that are called TCP");
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        // the sockets need nothing of the stack
    }

    /** A connection that fails before it is handed over would end the stack's only accepting thread. */
    private final class PreparingServerSocket extends ServerSocket {

        PreparingServerSocket() throws IOException {
            super();
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                StreamSocket socket = new StreamSocket(timers, accepted::remove);
                implAccept(socket);
                try {
                    socket.setTcpNoDelay(true);
                    accepted.add(socket);
                    return tls == null ? socket : tls.accepted(socket);
                } catch (IOException e) {
                    JainSipEngine.LOG.debug("A connection was lost as soon as it was made", e);
                    socket.close();
                }
            }
        }
    }
}
