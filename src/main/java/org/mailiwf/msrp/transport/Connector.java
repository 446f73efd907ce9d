package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.ssl.SSLException;

/** Opens connections. */
final class Connector {

    private final MsrpSettings settings;
    private final MsrpTls tls;

    /** @param tls {@code null}: none */
    Connector(MsrpSettings settings, MsrpTls tls) {
        this.settings = settings;
        this.tls = tls;
    }

    /** @throws IOException if there is none; its message says why */
    MsrpConnection connect(MsrpEndpoint endpoint, MsrpRemote remote) throws IOException {
        boolean secure = remote.nextHop().secure();
        if (secure && tls == null) {
            throw new IOException("the peer wants TLS, and this side has none");
        }
        String host = remote.connectHost();
        int port = remote.connectPort();
        IOException last = new ConnectException("no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                connect(socket, address, port);
                MsrpConnection connection = new MsrpConnection(endpoint, socket,
                        secure ? tls.connected(socket, remote.nextHop().address(), port, remote.fingerprints()) : socket);
                connection.handshake();
                return connection;
            } catch (SSLException e) {
                socket.close();
                throw new IOException("TLS with " + host + ":" + port + " failed: " + e.getMessage(), e);
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw new IOException("no connection to " + host + ":" + port + ": " + last.getMessage(), last);
    }

    private void connect(Socket socket, InetAddress address, int port) throws IOException {
        if (port == 0 || address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new ConnectException("an address that nobody has");
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), (int) settings.connectTimeout().toMillis());
    }
}
