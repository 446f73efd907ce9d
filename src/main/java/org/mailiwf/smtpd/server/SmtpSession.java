package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;

import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.Session;

/**
 * The state of one connection. Its own thread uses it; only {@link #drain} comes from another.
 */
final class SmtpSession {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    private final Session subetha;
    private final ClientSocket socket;
    private String helo;
    private boolean esmtp;
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
            socket.shutdownInput();
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
