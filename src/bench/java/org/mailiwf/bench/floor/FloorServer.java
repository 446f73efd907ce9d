package org.mailiwf.bench.floor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executors;

import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The floors that the gateway is measured against: SubEthaSMTP as it comes, and behind it the least that can be called an interworking.
 *
 * <p>Arguments: the SMTP port on 127.0.0.1, then {@code sink} (every mail is read and answered 250), {@code udp PORT} or {@code tcp PORT}
 * (every mail becomes one MESSAGE to that port on 127.0.0.1, and its final response becomes the reply). Prints a line beginning with
 * {@code READY} when it listens, and runs until it is killed.
 */
public final class FloorServer {

    private FloorServer() {
    }

    public static void main(String[] args) throws Exception {
        int smtpPort = Integer.parseInt(args[0]);
        MessageHandlerFactory handlers = switch (args[1]) {
            case "sink" -> context -> new SinkHandler();
            case "udp" -> forwarding(new RawUdp(loopback(args[2])));
            case "tcp" -> forwarding(new RawTcp(loopback(args[2])));
            default -> throw new IllegalArgumentException("sink, udp or tcp, not " + args[1]);
        };
        SMTPServer.port(smtpPort)
            .hostName("floor.example")
            .maxConnections(1000)
            .executorService(Executors.newCachedThreadPool())
            .serverSocketFactory(FloorServer::undelayed)
            .messageHandlerFactory(handlers)
            .build()
            .start();
        System.out.println("READY smtp=127.0.0.1:" + smtpPort + " floor=" + args[1]);
    }

    private static MessageHandlerFactory forwarding(RawSip sip) {
        return context -> new ForwardingHandler(sip);
    }

    private static InetSocketAddress loopback(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    /** SubEthaSMTP leaves Nagle's algorithm on, which costs it nine tenths of its throughput: that would be no floor. */
    private static ServerSocket undelayed() throws java.io.IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws java.io.IOException {
                Socket socket = super.accept();
                socket.setTcpNoDelay(true);
                return socket;
            }
        };
    }
}
