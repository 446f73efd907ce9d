package org.mailiwf.smtpd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.net.Networks;
import org.mailiwf.smtpd.limit.ClientLimits;
import org.mailiwf.smtpd.limit.FailedLogins;
import org.mailiwf.smtpd.limit.LimitGuard;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.security.AuthMode;
import org.mailiwf.smtpd.security.TlsMode;
import org.mailiwf.smtpd.server.MailHandler;
import org.mailiwf.smtpd.server.MailTransaction;
import org.mailiwf.smtpd.server.ServerOptions;
import org.mailiwf.smtpd.server.SessionSecurity;
import org.mailiwf.smtpd.server.SmtpServer;
import org.mailiwf.smtpd.spool.SpoolDirectory;
import org.mailiwf.smtpd.spool.SpooledMail;

/** Rates on the wire, by a clock that the test turns. */
class RateLimitTest {

    private static final String MAILS = "450 4.7.1 Too many mails from your address, try again later";
    private static final String RECIPIENTS = "450 4.7.1 Too many recipients from your address, try again later";
    private static final String FAILED = "535 5.7.8 Authentication credentials invalid";
    private static final String LOGGED_IN = "235 2.7.0 Authentication successful";
    private static final String BUSY = "451 4.3.2 Too busy, try again later";

    @TempDir
    private Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private final List<SmtpDialogue> clients = new ArrayList<>();
    private SpoolDirectory spool;
    private SmtpServer server;

    @BeforeEach
    void start() throws IOException {
        ClientLimits limits = new ClientLimits(0, new ClientLimits.Rate(3, 2), new ClientLimits.Rate(5, 3), 0, 2, 4, 0, 0,
                Duration.ofMinutes(1), Duration.ZERO, Networks.parse("127.0.0.9"));
        spool = SpoolDirectory.open(directory);
        ServerOptions options = new ServerOptions(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), "iwf.op.example", "ready",
                0, 100, 10, Duration.ofSeconds(30), 60, 1000, Networks.parse(""));
        server = new SmtpServer(options, new Acceptance(), spool, new LimitGuard(limits, new FailedLogins(4), nanos::get),
                new SessionSecurity(TlsMode.OFF, null, AuthMode.OPTIONAL, (user, password) -> password.equals("right"), true));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (SmtpDialogue client : clients) {
            client.close();
        }
        server.stop();
        spool.close();
    }

    private SmtpDialogue client(String address) throws IOException {
        SmtpDialogue client = new SmtpDialogue(server.boundAddress().getPort(), address);
        clients.add(client);
        client.expect("220 iwf.op.example ESMTP ready").send("HELO x").reply();
        return client;
    }

    private static void begin(SmtpDialogue client, String reply) throws IOException {
        client.send("MAIL FROM:<a@b.example>", "RSET").expect(reply, "250 2.0.0 Ok");
    }

    private static void name(SmtpDialogue client, String recipient, String reply) throws IOException {
        client.send("RCPT TO:<" + recipient + "@op.example>").expect(reply);
    }

    @Test
    void mailsOfOneClientAreLimitedOverAllItsConnections() throws Exception {
        begin(client("127.0.0.2"), "250 2.1.0 Sender ok");
        SmtpDialogue abuser = client("127.0.0.2");
        begin(abuser, "250 2.1.0 Sender ok");
        begin(abuser, MAILS);
        begin(client("127.0.0.3"), "250 2.1.0 Sender ok");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        begin(abuser, "250 2.1.0 Sender ok");
        begin(abuser, MAILS);
    }

    @Test
    void mailsOfAllClientsAreLimitedToo() throws Exception {
        begin(client("127.0.0.2"), "250 2.1.0 Sender ok");
        begin(client("127.0.0.3"), "250 2.1.0 Sender ok");
        begin(client("127.0.0.9"), "250 2.1.0 Sender ok");
        begin(client("127.0.0.4"), BUSY);
        begin(client("127.0.0.9"), BUSY);
        nanos.addAndGet(Duration.ofSeconds(21).toNanos());
        begin(client("127.0.0.4"), "250 2.1.0 Sender ok");
    }

    @Test
    void recipientsOfOneClientAndOfAllAreLimited() throws Exception {
        SmtpDialogue abuser = client("127.0.0.2").send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        for (int i = 0; i < 3; i++) {
            name(abuser, "bob", "250 2.1.5 Recipient ok");
        }
        name(abuser, "bob", RECIPIENTS);
        SmtpDialogue other = client("127.0.0.3").send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        name(other, "bob", "250 2.1.5 Recipient ok");
        name(other, "bob", "250 2.1.5 Recipient ok");
        name(other, "bob", BUSY);
        nanos.addAndGet(Duration.ofSeconds(21).toNanos());
        name(abuser, "bob", "250 2.1.5 Recipient ok");
    }

    @Test
    void whoTriesOutRecipientsInManySessionsIsCutOffForAMinute() throws Exception {
        for (int i = 0; i < 2; i++) {
            SmtpDialogue abuser = client("127.0.0.2").send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
            name(abuser, "unknown", "550 5.1.1 unknown");
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        SmtpDialogue other = client("127.0.0.3").send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        name(other, "unknown", "550 5.1.1 unknown");
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        SmtpDialogue abuser = client("127.0.0.2").send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        name(abuser, "unknown", "550 5.1.1 unknown");
        name(abuser, "unknown", "550 5.1.1 unknown");
        name(abuser, "unknown", "421 4.7.0 Too many unknown recipients, try again later");
        abuser.expectEnd();
    }

    @Test
    void whoTriesOutPasswordsInManySessionsIsHeardNoMoreForAWhile() throws Exception {
        String wrong = login("wrong");
        for (int i = 0; i < 2; i++) {
            greeted("127.0.0.2").send(wrong, wrong, "QUIT")
                    .expect(FAILED, FAILED, "221 2.0.0 Bye");
        }
        greeted("127.0.0.2").send(login("right")).expect("421 4.7.0 Too many failed logins, try again later").expectEnd();
        greeted("127.0.0.3").send(wrong, login("right")).expect(FAILED, LOGGED_IN);
        // he can still send what needs no login
        begin(client("127.0.0.2"), "250 2.1.0 Sender ok");
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());
        greeted("127.0.0.2").send(login("right")).expect(LOGGED_IN);
    }

    @Test
    void loginsThatSucceedAreNotLimited() throws Exception {
        for (int i = 0; i < 8; i++) {
            greeted("127.0.0.2").send(login("right"), "QUIT").expect(LOGGED_IN, "221 2.0.0 Bye");
        }
    }

    private SmtpDialogue greeted(String address) throws IOException {
        SmtpDialogue client = client(address).send("EHLO x");
        client.reply();
        return client;
    }

    private static String login(String password) {
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(("\0alice\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Accepts everything but the recipient "unknown". */
    private static final class Acceptance implements MailHandler {

        @Override
        public Decision mail(MailTransaction transaction) {
            return Decision.of(new Reply(250, "2.1.0", "Sender ok"));
        }

        @Override
        public Decision recipient(MailTransaction transaction, SmtpRecipient recipient) {
            return Decision.of(recipient.address().startsWith("unknown") ? new Reply(550, "5.1.1", "unknown")
                    : new Reply(250, "2.1.5", "Recipient ok"));
        }

        @Override
        public Decision message(MailTransaction transaction, SpooledMail mail) {
            return Decision.of(new Reply(250, "2.6.0", "Message accepted"));
        }
    }
}
