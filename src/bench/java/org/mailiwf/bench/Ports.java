package org.mailiwf.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;

/** Ports of 127.0.0.1 that are free for UDP and TCP, each given out once. */
public final class Ports {

    private final Set<Integer> given = new HashSet<>();

    public int free() throws IOException {
        while (true) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                 DatagramSocket udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()))) {
                if (given.add(udp.getLocalPort())) {
                    return udp.getLocalPort();
                }
            } catch (SocketException takenForUdp) {
                // another one
            }
        }
    }
}
