package org.mailiwf.bench.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** {@link RawSip} over one connection. The far side's responses have no body. */
final class RawTcp extends RawSip {

    private final Socket socket;
    private final OutputStream out;

    RawTcp(InetSocketAddress nextHop) throws IOException {
        socket = new Socket(nextHop.getAddress(), nextHop.getPort());
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        Thread receiver = new Thread(this::receive, "floor-tcp");
        receiver.setDaemon(true);
        receiver.start();
    }

    @Override
    synchronized void write(byte[] request) throws IOException {
        out.write(request);
    }

    @Override
    String via() {
        return "TCP 127.0.0.1:" + socket.getLocalPort();
    }

    private void receive() {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder response = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    response.append(line).append("\r\n");
                } else if (!response.isEmpty()) {
                    answered(response.toString());
                    response.setLength(0);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
