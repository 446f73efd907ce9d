package org.mailiwf.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Ports of 127.0.0.1 for programs that cannot bind port 0 and say what they got. */
public final class Loopback {

    static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    private Loopback() {
    }

    /** A port that was free for UDP and TCP a moment ago. */
    public static int freePort() {
        IOException taken = null;
        for (int i = 0; i < 10; i++) {
            // a port that is free for TCP may be somebody's for UDP
            try (ServerSocket tcp = new ServerSocket(0, 1, ADDRESS);
                 DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), ADDRESS)) {
                return udp.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw new AssertionError("no free port on the loopback address", taken);
    }

    /** Whether nobody is bound to the port, neither for UDP nor for TCP. */
    public static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port, 1, ADDRESS); DatagramSocket udp = new DatagramSocket(port, ADDRESS)) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody is bound to the port: looked up in the kernel's table, because a probe would count as a message. */
    static boolean isBound(String transport, int port) {
        String local = String.format(Locale.ROOT, "0100007F:%04X", port);
        try {
            return Files.readAllLines(Path.of("/proc/net", transport)).stream().anyMatch(line -> line.contains(": " + local + " "));
        } catch (IOException e) {
            throw new AssertionError("cannot read the kernel's socket table", e);
        }
    }
}
