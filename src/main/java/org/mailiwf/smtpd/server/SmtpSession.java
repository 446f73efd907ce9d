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
 * The state of one connection. Its own thread uses it; only {@link #drain} comes from others.
 */
final class SmtpSession {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    private static final int MAX_CAUSE = 200;

    private final Session subetha;
    private final ClientSocket socket;
    private final BarrenCommands barren = new BarrenCommands();
    private String helo;
    private boolean esmtp;
    private TlsSession tls;
    private String authUser;
    private int authFailures;
    private MailTransaction transaction;
    private MailContent content;
    private boolean nextIsEarly;
    private int unknownRecipients;
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

    /**
     * Makes the session's streams again, before anything was read or said. SubEtha has made them on the accepting thread, which is a
     * platform thread: there the JDK's writers take 24 kB at once, on a virtual thread they begin with one and grow.
     */
    void shrinkBuffers() {
        try {
            subetha.setSocket(socket);
        } catch (IOException gone) {
            LOG.debug("A client went before the greeting: {}", gone.toString());
        }
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
        } catch (IOException | RuntimeException e) {
            // what a provider of cryptography makes of hostile octets is not always an IOException
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
        barren.mailBegins();
    }

    /** What BDAT has brought of the mail so far; {@code null} before the first chunk. */
    MailContent content() {
        return content;
    }

    /** The first chunk of the transaction has come; the content is closed with the transaction. */
    void begin(MailContent chunks) {
        content = chunks;
    }

    /** Ends a transaction whose reply has been logged. */
    void transactionReplied() {
        transaction = null;
        closeContent();
    }

    private void closeContent() {
        if (content != null) {
            content.close();
            content = null;
        }
    }

    /** Ends a transaction that brought no mail, if there is one. */
    void transactionEnded(String reason) {
        if (transaction != null) {
            MailLog.ended(transaction, reason);
            MailLog.end();
            transactionReplied();
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

    /** The input ended in the middle of a mail: the client has gone, or took too long, which it is told. */
    void inputEnded() throws IOException {
        transactionEnded(hasTimedOut() ? "timeout" : "lost");
        if (hasTimedOut()) {
            reply(Replies.TIMED_OUT);
        }
        close();
    }

    /**
     * Closes the connection although the client may be sending: what comes is thrown away for a moment. Without that the TCP stack would
     * reset the connection, and the client might never see the reply.
     */
    void closeUnheard() throws IOException {
        close();
        send();
        socket.discardInput();
    }

    /** True if the client has sent something before the greeting, or does so within {@code wait}. */
    boolean talksEarly(Duration wait) {
        try {
            if (!hasInput() && !socket.saysSomethingWithin(wait)) {
                return false;
            }
            // what is left unread when the connection closes would take the reply away from the client
            InputStream in = input();
            in.skip(in.available());
            return true;
        } catch (IOException gone) {
            LOG.debug("A client went before the greeting: {}", gone.toString());
            return false;
        }
    }

    /** One more command has come. @return the reply that ends the session if they bring no mail nearer, or {@code null} */
    Reply count(String verb, int maxRecipients) {
        return barren.count(verb, maxRecipients);
    }

    /** One more recipient was refused for good. @return how many there were */
    int countUnknownRecipient() {
        return ++unknownRecipients;
    }

    /** All that comes until {@link #commandsAgain} must come before {@code nanoTime}. */
    void waitUntil(long nanoTime) throws IOException {
        socket.timedInput().waitUntil(nanoTime);
    }

    /** What comes are commands again, each with its own time. */
    void commandsAgain() throws IOException {
        socket.timedInput().commandsAgain();
    }

    /** True if there were so many errors that the client was told to go. */
    boolean hasTooManyErrors() {
        return socket.hasTooManyErrors();
    }

    /** True if the client has sent something that was not read yet. */
    boolean hasInput() throws IOException {
        return subetha.getRawInput().available() > 0;
    }

    /**
     * Called before the reply to a mail is sent: a command that is here already was sent without knowing that reply. Who smuggles a second
     * mail behind an end of data that the sending server did not see has to do so.
     */
    void refuseNextIfEarly() throws IOException {
        nextIsEarly = hasInput();
    }

    /** True once, if the command that is done now came before the reply to the mail before it. */
    boolean takeEarly() {
        boolean early = nextIsEarly;
        nextIsEarly = false;
        return early;
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
        String reason = saidGoodbye ? "closed" : hasTooManyErrors() ? "errors" : draining ? "shutdown" : hasTimedOut() ? "timeout" : "lost";
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

    /** Cuts the connection. */
    void cut() {
        socket.cut();
    }
}
