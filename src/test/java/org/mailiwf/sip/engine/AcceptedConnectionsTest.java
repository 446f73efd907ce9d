package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connection makes room for another, and which is closed because nobody reads it. */
class AcceptedConnectionsTest {

    private final WheelTimers timers = new WheelTimers();
    private final List<Socket> far = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0")) {
            @Override
            public Socket accept() throws IOException {
                StreamSocket socket = new StreamSocket(timers, 100, each -> closed.incrementAndGet());
                implAccept(socket);
                return socket;
            }
        };
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Socket each : far) {
            each.close();
        }
        server.close();
        timers.stop();
    }

    @Test
    void ofTheAddressWithTheMostTheOneThatHasBeenIdleForLongestMakesRoom() throws Exception {
        AcceptedConnections connections = new AcceptedConnections(3, address -> false);
        StreamSocket alone = connect("127.0.0.2");
        StreamSocket first = connect("127.0.0.3");
        StreamSocket second = connect("127.0.0.3");
        StreamSocket third = connect("127.0.0.3");
        for (StreamSocket each : List.of(alone, first, second, third)) {
            each.getOutputStream();
        }
        first.getOutputStream().write(1);
        for (StreamSocket each : List.of(alone, first, second, third)) {
            connections.add(each);
        }

        assertThat(second.isClosed()).isTrue();
        assertThat(List.of(alone, first, third)).noneMatch(Socket::isClosed);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aTrustedPeerKeepsItsConnectionsWhileThereAreOthers() throws Exception {
        AcceptedConnections connections = new AcceptedConnections(2, address -> address.getHostAddress().equals("127.0.0.2"));
        StreamSocket trusted = connect("127.0.0.2");
        StreamSocket again = connect("127.0.0.2");
        StreamSocket stranger = connect("127.0.0.3");
        connections.add(trusted);
        connections.add(again);
        connections.add(stranger);

        assertThat(stranger.isClosed()).isTrue();
        assertThat(trusted.isClosed() || again.isClosed()).isFalse();
    }

    @Test
    @Timeout(30)
    void aConnectionWhosePeerDoesNotReadIsClosedInsteadOfHoldingTheThreadThatWrites() throws Exception {
        StreamSocket socket = connect("127.0.0.2");
        OutputStream out = socket.getOutputStream();
        byte[] octets = new byte[1 << 20];
        SocketException end = null;
        for (int i = 0; i < 100 && end == null; i++) {
            try {
                out.write(octets, 0, octets.length);
            } catch (SocketException e) {
                end = e;
            }
        }

        assertThat(end).isNotNull();
        assertThat(socket.isClosed()).isTrue();
        assertThat(closed).hasValue(1);
    }

    private StreamSocket connect(String from) throws IOException {
        Socket client = new Socket();
        far.add(client);
        client.bind(new InetSocketAddress(from, 0));
        client.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()));
        return (StreamSocket) server.accept();
    }
}
