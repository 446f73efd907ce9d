package org.mailiwf.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpEncoder;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.mailiwf.msrp.protocol.ReadFrames;

/**
 * An MSRP peer on the loopback address that does what a test says, step by step, right or wrong: one connection, one session. Nothing is
 * read
 * that nobody asks for. Every step waits 10 seconds at most, and then fails.
 */
public final class ScriptedMsrpPeer implements AutoCloseable {

    private static final int PATIENCE = 10_000;

    private final ServerSocket server;
    private final MsrpUri uri;
    private final ReadFrames frames = new ReadFrames(64 * 1024);
    private int taken;
    private Socket socket;

    /** Listens, so that its path can be told. */
    public ScriptedMsrpPeer() {
        this(0);
    }

    /** @param receiveBuffer octets that the system keeps of what is not read; 0: as many as it likes */
    public ScriptedMsrpPeer(int receiveBuffer) {
        try {
            server = new ServerSocket();
            if (receiveBuffer > 0) {
                server.setReceiveBufferSize(receiveBuffer);
            }
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.setSoTimeout(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uri = MsrpUri.of(false, "127.0.0.1", server.getLocalPort(), MsrpIds.next());
    }

    /** Its path, for {@code a=path}. */
    public MsrpPath path() {
        return MsrpPath.of(uri);
    }

    /** Waits for a connection. */
    public ScriptedMsrpPeer accept() throws IOException {
        return on(server.accept());
    }

    /** Opens a connection to this port. */
    public ScriptedMsrpPeer connect(int port) throws IOException {
        return on(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Uses a connection that somebody else has made. */
    public ScriptedMsrpPeer on(Socket made) throws IOException {
        socket = made;
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        return this;
    }

    /** The next request or response. */
    public ReadFrames.Frame next() throws IOException {
        byte[] octets = new byte[16 * 1024];
        while (frames.frames().size() == taken) {
            int read = socket.getInputStream().read(octets);
            if (read < 0) {
                throw new AssertionError("the connection has ended where a frame was awaited");
            }
            frames.feed(Arrays.copyOf(octets, read), read);
        }
        return frames.frames().get(taken++);
    }

    /** All that comes until the connection ends, which must end. */
    public List<ReadFrames.Frame> rest() throws IOException {
        byte[] octets = new byte[16 * 1024];
        try {
            for (int read = socket.getInputStream().read(octets); read >= 0; read = socket.getInputStream().read(octets)) {
                frames.feed(Arrays.copyOf(octets, read), read);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection has not ended", e);
        } catch (SocketException e) {
            // reset: an end, too
        }
        List<ReadFrames.Frame> rest = List.copyOf(frames.frames().subList(taken, frames.frames().size()));
        taken = frames.frames().size();
        return rest;
    }

    /** Whether nothing comes for so long. */
    public boolean isSilent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return frames.frames().size() == taken && next() == null;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE);
        }
    }

    /** Reads to the end of the connection, which must come. */
    public void awaitEnd() throws IOException {
        try (InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection has not ended", e);
        } catch (IOException e) {
            // reset: an end, too
        }
    }

    /** Answers a request. */
    public void answer(ReadFrames.Frame request, MsrpStatus status) throws IOException {
        write(MsrpEncoder.encode(request.head().response(status), Continuation.END));
    }

    /** Reports on a message, end to end. @param status the value of the Status header, such as {@code 000 200 OK} */
    public void report(ReadFrames.Frame send, String range, String status) throws IOException {
        write(MsrpEncoder.encode(MsrpHead.request(MsrpIds.next(), MsrpHead.REPORT, List.of(
                new MsrpField(MsrpHead.TO_PATH, send.head().fromPath().toString()), new MsrpField(MsrpHead.FROM_PATH, uri.toString()),
                new MsrpField(MsrpHead.MESSAGE_ID, send.head().messageId()), new MsrpField(MsrpHead.BYTE_RANGE, range),
                new MsrpField(MsrpHead.STATUS, status))), Continuation.END));
    }

    /**
     * Sends octets that stand in a text block: lines end with CR LF on the wire. {@code PATHS} stands for To-Path and From-Path.
     *
     * @param to the path of the other side
     */
    public void send(MsrpPath to, String text) throws IOException {
        write(text.replace("PATHS", "To-Path: " + to + "\nFrom-Path: " + uri).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends octets as they are. */
    public void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /** Ends the connection at once, as a machine that fails. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (socket != null) {
            socket.close();
        }
    }
}
