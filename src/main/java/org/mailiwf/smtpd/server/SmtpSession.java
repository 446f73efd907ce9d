package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;

import org.mailiwf.smtpd.protocol.Printable;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.security.TlsSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.Session;

/**
 * The state of one connection. Its own thread uses it; only {@link #drain} comes from another.
 */
final class SmtpSession {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    private static final int MAX_CAUSE = 200;

    private final Session subetha;
    private final ClientSocket socket;
    private String helo;
    private boolean esmtp;
    private TlsSession tls;
    private String authUser;
    private int authFailures;
    private MailTransaction transaction;
    private boolean saidGoodbye;
    private boolean receivingMail;
    private volatile boolean draining;

    SmtpSession(Session subetha, ClientSocket socket) {
        this.subetha = subetha;
        this.socket = socket;
    }

    InetAddress clientAddress() {
        return subetha.getRemoteAddress().getAddress();
    }

    /** What the client called itself; {@code null} before EHLO and HELO. */
    String helo() {
        return helo;
    }

    boolean isEsmtp() {
        return esmtp;
    }

    void greeted(String name, boolean extended) {
        helo = name;
        esmtp = extended;
    }

    /** What the TLS handshake came to; {@code null} in plain text. */
    TlsSession tls() {
        return tls;
    }

    /** Who has logged in; {@code null} for nobody. */
    String authUser() {
        return authUser;
    }

    void authenticated(String user) {
        authUser = user;
    }

    /** Counts a login that failed. @return how many have */
    int authFailed() {
        return ++authFailures;
    }

    /** The next line of the client; {@code null} at the end of the input. */
    String readLine() throws IOException {
        return subetha.getReader().readLine();
    }

    /** What has been received and not yet been read. */
    byte[] received() throws IOException {
        InputStream in = subetha.getRawInput();
        return in.readNBytes(in.available());
    }

    /**
     * Starts TLS. What was said in plain text, by whomever, counts no more (RFC 3207 section 4.2).
     *
     * @param received the beginning of the handshake, where it has been read already
     * @return false if the handshake failed; the connection is closed then
     */
    boolean startTls(SmtpServer server, byte[] received) throws IOException {
        Duration idle = server.options().idleTimeout();
        try {
            tls = socket.startTls(server.security().tls(), received,
                    idle.compareTo(SessionSecurity.HANDSHAKE) < 0 ? idle : SessionSecurity.HANDSHAKE);
        } catch (IOException e) {
            LOG.info("TLS handshake failed, client={}: {}", clientAddress().getHostAddress(), Printable.log(e.toString(), MAX_CAUSE));
            cut();
            return false;
        }
        helo = null;
        esmtp = false;
        authUser = null;
        subetha.setSocket(socket);
        return true;
    }

    /** The transaction that is open; {@code null} for none. */
    MailTransaction transaction() {
        return transaction;
    }

    void begin(MailTransaction accepted) {
        transaction = accepted;
    }

    /** Ends a transaction whose reply has been logged. */
    void transactionReplied() {
        transaction = null;
    }

    /** Ends a transaction that brought no mail, if there is one. */
    void transactionEnded(String reason) {
        if (transaction != null) {
            MailLog.ended(transaction, reason);
            MailLog.end();
            transaction = null;
        }
    }

    void reply(Reply reply) throws IOException {
        subetha.sendResponse(reply.line());
        if (reply.closes()) {
            close();
        }
    }

    /** Replies with several lines, which have their code already. */
    void replyLines(String lines) throws IOException {
        subetha.sendResponse(lines);
    }

    /** Sends the replies that are held back, then closes the connection. */
    void close() {
        saidGoodbye = true;
        subetha.quit();
    }

    /** Sends the replies that are held back. */
    void send() throws IOException {
        socket.getOutputStream().send();
    }

    InputStream input() {
        return subetha.getRawInput();
    }

    boolean hasTimedOut() {
        return socket.hasTimedOut();
    }

    /** From now on the session is not to be disturbed until {@link #mailDone}; false if the server is stopping. */
    synchronized boolean beginMail() {
        receivingMail = !draining;
        return receivingMail;
    }

    /** The mail has its reply, or will never get one. */
    synchronized void mailDone() {
        receivingMail = false;
        if (draining) {
            endInput();
        }
    }

    /** Ends the session as soon as no mail is under way: a wait for a command ends at once. */
    synchronized void drain() {
        draining = true;
        if (!receivingMail) {
            endInput();
        }
    }


    private void endInput() {
        try {
            socket.endInput();
        } catch (IOException e) {
            LOG.debug("The client had gone already: {}", e.toString());
        }
    }

    /** The connection is over, or about to be: says why, if the client can still hear it. */
    void ended() {
        String reason = saidGoodbye ? "closed" : draining ? "shutdown" : hasTimedOut() ? "timeout" : "lost";
        transactionEnded(reason);
        if (!saidGoodbye && (draining || hasTimedOut())) {
            try {
                reply(draining ? Replies.SHUTTING_DOWN : Replies.TIMED_OUT);
                send();
            } catch (IOException e) {
                LOG.debug("The client had gone already: {}", e.toString());
            }
        }
    }

    /** Cuts the connection, whatever it is doing. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection: {}", e.toString());
        }
    }
}
