package org.mailiwf.sip.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * The socket of a connection, under TLS if there is any. It knows when something last went over it, is closed when its peer does not take
 * what is written to it, which would hold a thread for ever, and tells when it is closed, by whom ever.
 */
final class StreamSocket extends Socket {

    private static final int WRITE_MILLIS = 20_000;

    private final Timers timers;
    private final int writeMillis;
    private final Consumer<StreamSocket> closed;
    private final Activity activity = new Activity();
    private InputStream in;
    private OutputStream out;

    /**
     * @param closed called once
     */
    StreamSocket(Timers timers, Consumer<StreamSocket> closed) {
        this(timers, WRITE_MILLIS, closed);
    }

    StreamSocket(Timers timers, int writeMillis, Consumer<StreamSocket> closed) {
        this.timers = timers;
        this.writeMillis = writeMillis;
        this.closed = closed;
    }

    Activity activity() {
        return activity;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (in == null) {
            in = activity.watch(super.getInputStream());
        }
        return in;
    }

    /** Always the same one: it is the monitor of whoever writes. */
    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = activity.watch(new Limited(super.getOutputStream()));
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        boolean first;
        synchronized (activity) {
            first = !isClosed();
            super.close();
        }
        if (first) {
            closed.accept(this);
        }
    }

    private void closeStuck() {
        try {
            JainSipEngine.LOG.info("The connection to {} is closed: what is written to it is not taken", getRemoteSocketAddress());
            close();
        } catch (IOException e) {
            JainSipEngine.LOG.debug("A connection was not closed cleanly", e);
        }
    }

    /** Writes within a time limit. */
    private final class Limited extends FilterOutputStream {

        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            Timers.Cancellable deadline = timers.schedule(StreamSocket.this::closeStuck, writeMillis);
            try {
                out.write(octets, offset, length);
            } finally {
                deadline.cancel();
            }
        }
    }
}
