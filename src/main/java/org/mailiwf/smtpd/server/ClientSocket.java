package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import javax.net.ssl.SSLSocket;

import org.mailiwf.smtpd.limit.LimitGuard;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.security.ServerTls;
import org.mailiwf.smtpd.security.TlsSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a client. Replies are held back until the server waits for the client, so that a group of pipelined commands is
 * answered in one packet (RFC 2920 section 3.2).
 *
 * <p>{@link #close} cuts the connection, and may be called by any thread; closing the output says goodbye first, also in TLS.
 */
final class ClientSocket extends Socket {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);
    /** How long a client that is cut off may take to hear why. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Duration idleTimeout;
    private final int maxErrors;
    private final Consumer<ClientSocket> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private TimedInput input;
    private SSLSocket tls;
    private TlsInput tlsInput;
    private ReplyStream replies;
    private volatile WatchedOutput output;
    private volatile boolean timedOut;
    private volatile boolean inputEndedHere;
    private volatile InetAddress countedAs;

    /**
     * @param idleTimeout how long the client may take for a command
     * @param maxErrors   with how many errors the session ends; 0 for no limit
     * @param onClose     called once, when the connection closes
     */
    ClientSocket(Duration idleTimeout, int maxErrors, Consumer<ClientSocket> onClose) {
        this.idleTimeout = idleTimeout;
        this.maxErrors = maxErrors;
        this.onClose = onClose;
    }

    /**
     * Puts TLS over the connection: streams that are got after this are inside it.
     *
     * @param received what has been read of the handshake already
     * @param limit    how long the whole handshake may take
     * @throws IOException if the handshake fails; the connection is of no use then
     */
    TlsSession startTls(ServerTls server, byte[] received, Duration limit) throws IOException {
        TimedInput timed = timedInput();
        TlsTransport transport = new TlsTransport(this, timed, output());
        SSLSocket layer = server.over(transport, received);
        timed.waitUntil(System.nanoTime() + limit.toNanos());
        layer.startHandshake();
        timed.commandsAgain();
        tls = layer;
        tlsInput = new TlsInput(layer.getInputStream(), transport);
        getOutputStream().continueOver(layer.getOutputStream());
        TlsSession session = ServerTls.session(layer);
        if (session.protocol().equals("TLSv1.2")) {
            transport.refuseHandshakes();
        }
        return session;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        ReplyStream out = getOutputStream();
        return new BlockInput(content()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (timedOut) {
                    return -1;
                }
                if (out.send()) {
                    input.nextCommand();
                }
                if (out.saidGoodbye()) {
                    return -1;
                }
                try {
                    return in.read(target, offset, length);
                } catch (SocketTimeoutException e) {
                    // as if the client had gone: the session then ends, and says why
                    timedOut = !inputEndedHere;
                    return -1;
                }
            }
        };
    }

    @Override
    public ReplyStream getOutputStream() throws IOException {
        if (replies == null) {
            replies = new ReplyStream(output(), maxErrors);
        }
        return replies;
    }

    /** What the connection sends, beneath TLS if there is TLS. */
    private WatchedOutput output() throws IOException {
        if (output == null) {
            output = new WatchedOutput(super.getOutputStream());
        }
        return output;
    }

    /** Whoever waits for the client reads the end of the input at once; replies can still be sent. */
    void endInput() throws IOException {
        inputEndedHere = true;
        shutdownInput();
    }

    /** True after {@link #endInput}. */
    boolean inputEndedHere() {
        return inputEndedHere;
    }

    /** Counts this connection as one of {@code client}, until it closes. @return the reply to refuse it with, or {@code null} */
    Reply count(LimitGuard limits, InetAddress client) {
        Reply refusal = limits.connected(client);
        countedAs = refusal == null ? client : null;
        return refusal;
    }

    /** True if {@link #count} did not refuse. */
    boolean isCounted() {
        return countedAs != null;
    }

    /** Ends {@link #count}. */
    void uncount(LimitGuard limits) {
        if (countedAs != null) {
            limits.disconnected(countedAs);
        }
    }

    /** What the connection brings, beneath TLS if there is TLS, without what is done for sessions. */
    TimedInput timedInput() throws IOException {
        if (input == null) {
            input = new TimedInput(super.getInputStream(), this, idleTimeout);
        }
        return input;
    }

    /** What the client says, out of TLS if there is TLS. */
    private InputStream content() throws IOException {
        return tlsInput == null ? timedInput() : tlsInput;
    }

    /** True if the client says something within {@code wait}, which is lost then; 0 for whether it has already. */
    boolean saysSomethingWithin(Duration wait) throws IOException {
        if (wait.isZero()) {
            return content().available() > 0;
        }
        timedInput().waitUntil(System.nanoTime() + wait.toNanos());
        try {
            return content().read() >= 0;
        } catch (SocketTimeoutException silent) {
            return false;
        } finally {
            input.commandsAgain();
        }
    }

    /** True if there were so many errors that the client was told to go. */
    boolean hasTooManyErrors() {
        return replies != null && replies.saidGoodbye();
    }

    /** Cuts the connection if the client has not taken what is sent to it for as long as {@code limit}. Called by any thread. */
    void cutIfStalled(Duration limit) {
        WatchedOutput current = output;
        if (current != null && current.isStalled(limit)) {
            LOG.info("Client {} does not take its replies: cut", (countedAs == null ? getInetAddress() : countedAs).getHostAddress());
            cut();
        }
    }

    /** Cuts the connection, whatever it is doing. Called by any thread. */
    void cut() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("Closing a connection: {}", e.toString());
        }
    }

    /** True if the input ended because the client said nothing for too long. */
    boolean hasTimedOut() {
        return timedOut;
    }

    /** Says that nothing more will be sent (in TLS that follows when the output is closed), and throws away what comes, until the client closes or {@link #LINGER} is over. */
    void discardInput() throws IOException {
        if (tls == null) {
            shutdownOutput();
        } else {
            tls.shutdownOutput();
        }
        long end = System.nanoTime() + LINGER.toNanos();
        byte[] waste = new byte[4096];
        InputStream in = super.getInputStream();
        try {
            long millis = LINGER.toMillis();
            do {
                setSoTimeout((int) millis);
                millis = (end - System.nanoTime()) / 1_000_000;
            } while (in.read(waste) >= 0 && millis > 0);
        } catch (SocketTimeoutException e) {
            LOG.debug("A client did not close within {}", LINGER);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            if (closed.compareAndSet(false, true)) {
                onClose.accept(this);
            }
        }
    }
}
