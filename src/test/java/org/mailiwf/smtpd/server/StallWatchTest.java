package org.mailiwf.smtpd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailiwf.net.Networks;
import org.mailiwf.smtpd.limit.ClientLimits;
import org.mailiwf.smtpd.limit.FailedLogins;
import org.mailiwf.smtpd.limit.LimitGuard;

@Timeout(30)
class StallWatchTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    /** Before its session begins and after it has ended, when what is left is still being sent. */
    @Test
    void connectionIsWatchedAsLongAsItIsOpenWithOrWithoutASession() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        ServerOptions options = new ServerOptions(any, "iwf.op.example", "ready", 0, 100, 10, LIMIT, 60, 1000, Networks.parse(""));
        ClientLimits limits = new ClientLimits(0, new ClientLimits.Rate(0, 0), new ClientLimits.Rate(0, 0), 0, 0, 0, 0, 0,
                Duration.ofMinutes(1), Duration.ZERO, Networks.parse(""));
        try (ListeningSocket listener = new ListeningSocket(options, new LimitGuard(limits, new FailedLogins(0), System::nanoTime)); Socket client = new Socket()) {
            listener.bind(any);
            client.connect(listener.getLocalSocketAddress());
            Socket connection = listener.accept();
            StallWatch watch = new StallWatch("stalls", listener.connections(), LIMIT);
            watch.start();
            try {
                assertThatItIsCut((ClientSocket) connection);
                assertThat(listener.connections()).isEmpty();
            } finally {
                watch.stop();
            }
        }
    }

    @Test
    void oneThatCannotBeCutDoesNotEndTheWatch() throws Exception {
        List<ClientSocket> connections = new CopyOnWriteArrayList<>();
        StallWatch watch = new StallWatch("stalls", connections, LIMIT);
        try (BrokenListener listener = new BrokenListener(); Socket one = connect(listener); Socket two = connect(listener)) {
            connections.addAll(List.of(listener.accept(), listener.accept()));
            watch.start();

            assertThatItIsCut(connections.get(0));
            assertThatItIsCut(connections.get(1));
        } finally {
            watch.stop();
        }
    }

    private static Socket connect(ServerSocket listener) throws IOException {
        return new Socket(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Writes until it fails. */
    private static void assertThatItIsCut(ClientSocket connection) throws IOException {
        ReplyStream replies = connection.getOutputStream();
        assertThatThrownBy(() -> {
            while (true) {
                replies.write(new byte[8192], 0, 8192);
                replies.flush();
            }
        }).isInstanceOf(IOException.class);
    }

    /** Its connections throw where nobody expects it when they are closed. */
    private static final class BrokenListener extends ServerSocket {

        BrokenListener() throws IOException {
            super(0, 10, InetAddress.getByName("127.0.0.1"));
        }

        @Override
        public ClientSocket accept() throws IOException {
            ClientSocket client = new ClientSocket(Duration.ofMinutes(1), 0, closed -> {
                throw new IllegalStateException("a fault");
            });
            implAccept(client);
            return client;
        }
    }
}
