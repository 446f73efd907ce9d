package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.KeyFiles;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.Swaks;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;
import org.mailiwf.smtpd.security.PasswordHash;

/** Three listeners with their own rules, and TLS clients that others wrote: swaks, msmtp, openssl. */
@RequiresPeer(program = "swaks", debianPackage = "swaks")
@RequiresPeer(program = "msmtp", debianPackage = "msmtp")
@RequiresPeer(program = "openssl", debianPackage = "openssl")
class SecureSmtpIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DELIVERED = "Message delivered to messaging client (SIP 200)";
    private static final int MX = 0;
    private static final int SUBMISSION = 1;
    private static final int SUBMISSIONS = 2;

    @TempDir
    static Path folder;
    private static KeyFiles keys;
    private static UdpUserAgent userAgent;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        keys = KeyFiles.make(folder, "server", "EC");
        Path users = Files.writeString(folder.resolve("users"), "alice:" + PasswordHash.of("open sesame") + "\n");
        Path senders = Files.writeString(folder.resolve("senders"), "alice = alice@corp.example\n");
        userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
        gateway = TestGateway.start(userAgent.uri(),
                "iwf.smtp.tls.mode", "starttls", "iwf.smtp.auth.mode", "off",
                "iwf.smtp.tls.certificate", keys.certificate().toString(), "iwf.smtp.tls.key", keys.key().toString(),
                "iwf.smtp.auth.users", users.toString(), "iwf.smtp.auth.senders", senders.toString(),
                "iwf.submission.listen", "127.0.0.1:0", "iwf.submissions.listen", "127.0.0.1:0");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (userAgent != null) {
            userAgent.close();
        }
    }

    private static int port(int listener) {
        return gateway.smtpAddresses().get(listener).getPort();
    }

    private static Swaks.Result swaks(int listener, String... options) {
        List<String> all = new ArrayList<>(List.of("--from", "alice@corp.example", "--to", "bob@op.example",
                "--header", "Subject: Review", "--body", "The review moved."));
        all.addAll(List.of(options));
        return Swaks.run(port(listener), all.toArray(String[]::new));
    }

    @Test
    void readyNamesEveryListener() {
        assertThat(gateway.smtpAddresses()).hasSize(3);
        assertThat(gateway.readyLine()).contains("smtp=127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d sip="
                .formatted(port(MX), port(SUBMISSION), port(SUBMISSIONS)));
    }

    @Test
    void mailServersComeInWithTlsAndWithout() {
        Swaks.Result plain = swaks(MX);
        assertThat(plain.messageReply()).as(plain.transcript()).endsWith(DELIVERED);
        Swaks.Result tls = swaks(MX, "--tls", "--tls-verify", "--tls-ca-path", keys.certificate().toString());
        assertThat(tls.transcript()).contains("TLS started with cipher TLSv1.3").doesNotContain("AUTH");
        assertThat(encrypted(tls)).endsWith(DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void swaksSubmitsByStarttls(String mechanism) {
        Swaks.Result result = swaks(SUBMISSION, "--tls", "--auth", mechanism, "--auth-user", "alice", "--auth-password", "open sesame");
        assertThat(result.exitCode()).as(result.transcript()).isZero();
        assertThat(result.transcript()).contains("235 2.7.0 Authentication successful");
        assertThat(encrypted(result)).endsWith(DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void swaksSubmitsInsideTls(String mechanism) {
        Swaks.Result result = swaks(SUBMISSIONS, "--tls-on-connect", "--auth", mechanism, "--auth-user", "alice",
                "--auth-password", "open sesame");
        assertThat(result.exitCode()).as(result.transcript()).isZero();
        assertThat(encrypted(result)).endsWith(DELIVERED);
    }

    @Test
    void submissionWithoutTlsOrAuthOrWithAWrongPasswordIsRefused() {
        assertThat(swaks(SUBMISSION).transcript()).contains("530 5.7.0 Must issue a STARTTLS command first");
        assertThat(swaks(SUBMISSION, "--tls").transcript()).contains("530 5.7.0 Authentication required");
        assertThat(swaks(SUBMISSIONS, "--tls-on-connect", "--auth", "PLAIN", "--auth-user", "alice", "--auth-password", "x").transcript())
                .contains("535 5.7.8 Authentication credentials invalid");
    }

    @Test
    void submissionInAnothersNameIsRefused() {
        Swaks.Result result = swaks(SUBMISSION, "--tls", "--auth", "PLAIN", "--auth-user", "alice", "--auth-password", "open sesame",
                "--from", "boss@corp.example");
        assertThat(result.transcript()).contains("553 5.7.1 <boss@corp.example> Not a sender address of user alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login"})
    void msmtpSubmits(String mechanism) throws Exception {
        Program.Result starttls = msmtp(port(SUBMISSION), mechanism, "on");
        assertThat(starttls.exitCode()).as(starttls.output()).isZero();
        Program.Result implicit = msmtp(port(SUBMISSIONS), mechanism, "off");
        assertThat(implicit.exitCode()).as(implicit.output()).isZero();
    }

    private static Program.Result msmtp(int port, String mechanism, String starttls) throws IOException {
        Path configuration = Files.writeString(Files.createTempFile(folder, "msmtp", ".conf",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))), """
                account default
                host 127.0.0.1
                port %d
                tls on
                tls_starttls %s
                tls_trust_file %s
                auth %s
                user alice
                password "open sesame"
                from alice@corp.example
                domain mail.corp.example
                """.formatted(port, starttls, keys.certificate(), mechanism));
        Path mail = Files.writeString(folder.resolve("mail.eml"), "From: alice@corp.example\nSubject: Review\n\nThe review moved.\n");
        return Program.run(LIMIT, List.of("sh", "-c", "msmtp --debug -C \"$1\" bob@op.example <\"$2\"", "sh",
                configuration.toString(), mail.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslVerifiesTheCertificate(String version) {
        for (List<String> how : List.of(List.of("-starttls", "smtp", "-connect", "127.0.0.1:" + port(MX)),
                List.of("-connect", "127.0.0.1:" + port(SUBMISSIONS)))) {
            List<String> command = new ArrayList<>(List.of("openssl", "s_client", version, "-CAfile", keys.certificate().toString(),
                    "-verify_hostname", "iwf.op.example"));
            command.addAll(how);
            assertThat(Program.run(LIMIT, command).output()).contains("Verify return code: 0 (ok)");
        }
    }

    @Test
    void opensslCannotUseOlderVersions() {
        assertThat(Program.run(LIMIT, List.of("openssl", "s_client", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0",
                "-connect", "127.0.0.1:" + port(SUBMISSIONS))).output()).contains("Cipher is (NONE)");
    }

    @Test
    void checkSaysInOneLineWhatIsWrongWithACertificate() {
        Program.Result result = GatewayProcess.command("check", "--set", "iwf.smtp.tls.mode=starttls",
                "--set", "iwf.smtp.tls.certificate=" + keys.key(), "--set", "iwf.smtp.tls.key=" + keys.key());
        assertThat(result.output().lines()).singleElement().asString()
                .isEqualTo("mail-iwf: iwf.smtp.tls.mode=starttls: " + keys.key() + ": holds no certificate (BEGIN CERTIFICATE)");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    /** The reply to the message inside TLS, where swaks marks its lines {@code <~}. */
    private static String encrypted(Swaks.Result result) {
        List<String> replies = result.transcript().lines().filter(line -> line.matches("<~+\\s+250 2\\.6\\.0 .*")).toList();
        assertThat(replies).as(result.transcript()).hasSize(1);
        return replies.get(0);
    }
}
