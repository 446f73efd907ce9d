package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.peer.KeyFiles;

class AuthTest extends SmtpdTestSupport {

    private static final String SUCCESS = "235 2.7.0 Authentication successful";
    private static final String WRONG = "535 5.7.8 Authentication credentials invalid";
    private static final String MALFORMED = "501 5.5.2 Cannot decode the response";

    @TempDir
    static Path folder;
    private static KeyFiles server;

    private final Map<String, Object> headers = new ConcurrentHashMap<>();
    private final StringBuffer mail = new StringBuffer();
    private final Processor keep = exchange -> {
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, value == null ? "" : value));
        mail.append(exchange.getMessage().getBody(String.class));
    };

    @BeforeAll
    static void makeKeys() {
        server = KeyFiles.make(folder, "server", "EC");
    }

    private void serveUsers(String options) throws Exception {
        context.getRegistry().bind("users", (SmtpAuthenticator) (user, password) -> {
            if (user.equals("down")) {
                throw new IOException("no directory");
            }
            return user.equals("alice") && password.equals("s\u00e9same");
        });
        serve("authenticator=#users" + options, keep);
    }

    private SmtpDialogue plainText() throws Exception {
        serveUsers("&authWithoutTls=true");
        return ehlo();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String user, String password) {
        return "AUTH PLAIN " + base64("\0" + user + "\0" + password);
    }

    @Test
    void failedLoginsAreErrorsOfTheSession() throws Exception {
        serveUsers("&authWithoutTls=true&maxErrors=2");
        SmtpDialogue client = ehlo().send("DATA").expect("503 5.5.1 Send MAIL first");
        client.send(plain("alice", "wrong"), "NOOP").expect(WRONG, "421 4.7.0 Too many errors").expectEnd();
    }

    @Test
    void authIsOfferedInsideTlsAlone() throws Exception {
        serveUsers("&tls=starttls&tlsCertificate=" + server.certificate() + "&tlsKey=" + server.key());
        SmtpDialogue client = connect().send("EHLO c.example");
        assertThat(client.reply()).doesNotContain("AUTH");
        client.send(plain("alice", "s\u00e9same")).expect("538 5.7.11 Encryption required for authentication");
        client.send("STARTTLS").expect("220 2.0.0 Ready to start TLS").handshake(server.client(null));
        assertThat(client.send("EHLO c.example").reply()).contains("250-AUTH PLAIN LOGIN\n");
        client.send(plain("alice", "s\u00e9same")).expect(SUCCESS);
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "").reply()).startsWith("250 2.6.0");
        assertThat(headers).containsEntry("CamelSmtpAuthUser", "alice");
        assertThat(mail).contains("with ESMTPSA id ");
    }

    @Test
    void loginBeforeStarttlsIsForgotten() throws Exception {
        serveUsers("&authWithoutTls=true&auth=required&tls=starttls&tlsCertificate=" + server.certificate() + "&tlsKey=" + server.key());
        SmtpDialogue client = ehlo().send(plain("alice", "s\u00e9same")).expect(SUCCESS);
        client.send("STARTTLS").expect("220 2.0.0 Ready to start TLS").handshake(server.client(null));
        client.send("EHLO c.example").reply();
        client.send("MAIL FROM:<a@b.example>").expect("530 5.7.0 Authentication required");
        client.send(plain("alice", "s\u00e9same")).expect(SUCCESS);
    }

    @Test
    void withoutUsersAuthIsNotThere() throws Exception {
        serve("authWithoutTls=true", keep);
        SmtpDialogue client = connect().send("EHLO c.example");
        assertThat(client.reply()).doesNotContain("AUTH");
        client.send(plain("alice", "s\u00e9same")).expect("502 5.5.1 Command not implemented");
    }

    @Test
    void plainWithAnInitialResponse() throws Exception {
        SmtpDialogue client = plainText().send("auth plain " + base64("\0alice\0s\u00e9same")).expect(SUCCESS);
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "").reply()).startsWith("250 2.6.0");
        assertThat(headers).containsEntry("CamelSmtpAuthUser", "alice");
        assertThat(mail).contains("with ESMTPA id ");
    }

    @Test
    void plainWithoutAnInitialResponse() throws Exception {
        plainText().send("AUTH PLAIN").expect("334 ").send(base64("alice\0alice\0s\u00e9same")).expect(SUCCESS);
    }

    @Test
    void login() throws Exception {
        plainText().send("AUTH LOGIN").expect("334 VXNlcm5hbWU6").send(base64("alice"))
                .expect("334 UGFzc3dvcmQ6").send(base64("s\u00e9same")).expect(SUCCESS);
    }

    @Test
    void loginWithTheUserAsInitialResponse() throws Exception {
        plainText().send("AUTH LOGIN " + base64("alice")).expect("334 UGFzc3dvcmQ6").send(base64("s\u00e9same")).expect(SUCCESS);
    }

    @Test
    void clientCanCancel() throws Exception {
        plainText().send("AUTH LOGIN", "*", "AUTH PLAIN", "*", "NOOP").expect("334 VXNlcm5hbWU6", "501 5.7.0 Authentication cancelled",
                "334 ", "501 5.7.0 Authentication cancelled", "250 2.0.0 Ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "!!!!", "YWxpY2U=", "/////w==", "AGFsaWNlAHMAeA==", "AABz"})
    void malformedResponseIsSyntax(String response) throws Exception {
        plainText().send("AUTH PLAIN " + response, "NOOP").expect(MALFORMED, "250 2.0.0 Ok");
    }

    @Test
    void actingForSomebodyElseIsRefused() throws Exception {
        plainText().send("AUTH PLAIN " + base64("bob\0alice\0s\u00e9same")).expect(WRONG);
    }

    @Test
    void thirdWrongPasswordEndsTheConnection() throws Exception {
        SmtpDialogue client = plainText();
        client.send(plain("alice", "x")).expect(WRONG);
        client.send(plain("nobody", "s\u00e9same")).expect(WRONG).send("NOOP").expect("250 2.0.0 Ok");
        client.send(plain("alice", "")).expect(WRONG, "421 4.7.0 Too many failed logins, try again later").expectEnd();
    }

    @Test
    void passwordsTriedAtOneListenerCountAtTheOthers() throws Exception {
        serveUsers("&authWithoutTls=true&maxFailedLoginsPerMinutePerClient=2");
        ehlo().send(plain("alice", "x"), plain("alice", "y")).expect(WRONG, WRONG);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("smtpd:127.0.0.1:0?authenticator=#users&authWithoutTls=true&maxFailedLoginsPerMinutePerClient=2").process(keep);
            }
        });
        try (SmtpDialogue other = new SmtpDialogue(component().getBoundAddresses().get(1).getPort())) {
            other.reply();
            other.send("EHLO client.example").reply();
            other.send(plain("alice", "s\u00e9same")).expect("421 4.7.0 Too many failed logins, try again later").expectEnd();
        }
    }

    @Test
    void loginAfterAWrongPasswordWorks() throws Exception {
        plainText().send(plain("alice", "x"), plain("alice", "s\u00e9same")).expect(WRONG, SUCCESS);
    }

    @Test
    void usersThatCannotBeAskedAreATemporaryFailure() throws Exception {
        plainText().send(plain("down", "x"), "NOOP").expect("454 4.7.0 Temporary authentication failure", "250 2.0.0 Ok");
    }

    @Test
    void thereIsOneAuthInASession() throws Exception {
        plainText().send(plain("alice", "s\u00e9same"), plain("alice", "s\u00e9same")).expect(SUCCESS, "503 5.5.1 Authenticated already");
    }

    @Test
    void authWithinATransactionIsOutOfSequence() throws Exception {
        plainText().send("MAIL FROM:<a@b.example>", plain("alice", "s\u00e9same"))
                .expect("250 2.1.0 Sender ok", "503 5.5.1 No AUTH within a mail transaction");
    }

    @Test
    void authBeforeEhloIsOutOfSequence() throws Exception {
        serveUsers("&authWithoutTls=true");
        connect().send(plain("alice", "s\u00e9same")).expect("503 5.5.1 Send EHLO first");
    }

    @ParameterizedTest
    @CsvSource({"AUTH, 501 5.5.4 Argument required", "AUTH CRAM-MD5, 504 5.5.4 Authentication mechanism not recognized"})
    void onlyPlainAndLoginAreThere(String command, String reply) throws Exception {
        plainText().send(command).expect(reply);
    }

    @Test
    void requiredMeansNoMailBeforeAuth() throws Exception {
        serveUsers("&authWithoutTls=true&auth=required");
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>", "DATA")
                .expect("530 5.7.0 Authentication required", "503 5.5.1 Send MAIL first", "503 5.5.1 Send MAIL first");
        client.send(plain("alice", "s\u00e9same"), "MAIL FROM:<a@b.example>").expect(SUCCESS, "250 2.1.0 Sender ok");
    }

    @Test
    void submitterIsToldOfAClientThatLoggedInAlone() throws Exception {
        SmtpDialogue client = plainText();
        client.send("MAIL FROM:<a@b.example> AUTH=e+3Dmc2@example.com", "RCPT TO:<bob@op.example>").reply();
        client.reply();
        client.data("Subject: x", "").reply();
        assertThat(headers).containsEntry("CamelSmtpAuthParameter", "");
        client.send(plain("alice", "s\u00e9same")).expect(SUCCESS);
        client.send("MAIL FROM:<a@b.example> AUTH=e+3Dmc2@example.com", "RCPT TO:<bob@op.example>").reply();
        client.reply();
        client.data("Subject: x", "").reply();
        assertThat(headers).containsEntry("CamelSmtpAuthParameter", "e=mc2@example.com");
        client.send("MAIL FROM:<a@b.example> AUTH=<>").expect("250 2.1.0 Sender ok");
        client.send("RSET", "MAIL FROM:<a@b.example> AUTH=e+zz").expect("250 2.0.0 Ok", "501 5.5.4 AUTH is <> or a mailbox in xtext");
    }

    @Test
    void silenceWithinAuthIsTimedOut() throws Exception {
        serveUsers("&authWithoutTls=true&idleTimeout=300");
        SmtpDialogue client = ehlo().send("AUTH PLAIN").expect("334 ");
        assertThat(client.reply()).startsWith("501");
        client.expect("421 4.4.2 Timeout waiting for the client").expectEnd();
    }

    @Test
    void usersOfAFileLogIn() throws Exception {
        // passlib: pbkdf2_sha256.hash("password")
        Path users = Files.writeString(folder.resolve("users"),
                "# who may\n\nalice:$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44\n");
        serve("authWithoutTls=true&authUsers=" + users, keep);
        SmtpDialogue client = ehlo();
        client.send(plain("alice", "wrong"), plain("bob", "password"), plain("alice", "password")).expect(WRONG, WRONG, SUCCESS);
    }

    @Test
    void authThatNobodyCouldPassIsSaidAtTheStart() {
        assertThatThrownBy(() -> serve("auth=required", keep)).hasStackTraceContaining("AUTH is required, and there are no users");
    }

    @Test
    void authThatNeedsTlsWhereThereIsNoneIsSaidAtTheStart() {
        assertThatThrownBy(() -> serveUsers("&auth=required"))
                .hasStackTraceContaining("AUTH is required and not allowed without TLS, and there is no TLS");
    }
}
