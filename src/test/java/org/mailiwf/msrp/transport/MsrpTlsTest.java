package org.mailiwf.msrp.transport;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.files.Reloaded;
import org.mailiwf.msrp.transport.MsrpOutcome.Kind;
import org.mailiwf.peer.KeyFiles;
import org.mailiwf.peer.ScriptedMsrpPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code msrps}: by authority and name, and by fingerprint in both directions (RFC 4975 section 14, RFC 8122). */
class MsrpTlsTest {

    private static MsrpTls alicesTls;
    private static MsrpTls alicesTlsWithoutTrust;
    private static MsrpTls bobsTls;

    private final ReceivedMessages atBob = new ReceivedMessages();
    private MsrpEndpoint alices;
    private MsrpEndpoint bobs;
    private MsrpSession alice;
    private MsrpSession bob;

    @BeforeAll
    static void keys(@TempDir Path folder) {
        KeyFiles alicesKey = KeyFiles.make(folder, "alice", "EC");
        KeyFiles bobsKey = KeyFiles.make(folder, "bob", "EC");
        alicesTls = tls(alicesKey, bobsKey);
        alicesTlsWithoutTrust = tls(alicesKey, null);
        bobsTls = tls(bobsKey, null);
    }

    private static MsrpTls tls(KeyFiles own, KeyFiles trusted) {
        return MsrpTls.read(own.keyStore().toString(), KeyFiles.PASSWORD, trusted == null ? "" : trusted.certificate().toString(), "",
                Reloaded.INTERVAL);
    }

    private void start(MsrpTls tls) throws Exception {
        MsrpSettings settings = MsrpSettings.DEFAULTS.withConnectTimeout(Duration.ofSeconds(5))
                .withTransactionTimeout(Duration.ofSeconds(5));
        alices = MsrpEndpoint.start(List.of(), settings, tls);
        bobs = MsrpEndpoint.start(MsrpListen.parse("tls:127.0.0.1:0"), settings, bobsTls);
        alice = alices.newSession(true, "127.0.0.1", MsrpReceiver.NONE);
        bob = bobs.newSession(true, "127.0.0.1", atBob);
    }

    @AfterEach
    void stop() {
        alices.close();
        bobs.close();
    }

    @Test
    void aMessageArrivesWhereAnAuthorityVouchesForTheName() throws Exception {
        start(alicesTls);
        bob.start(MsrpRemote.of(alice.localPath(), false));
        alice.start(MsrpRemote.of(bob.localPath(), true));
        assertThat(send(100_000).kind()).isEqualTo(Kind.DELIVERED);
        assertThat(atBob.next().content()).isEqualTo(MsrpTransferTest.octets(100_000));
        assertThat(bob.localPath().first().secure()).isTrue();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        start(alicesTlsWithoutTrust);
        alice.start(MsrpRemote.of(bob.localPath(), true));
        assertThat(send(100)).extracting(MsrpOutcome::kind, MsrpOutcome::octets).containsExactly(Kind.NO_CONNECTION, 0L);
        assertThat(send(100).kind()).isEqualTo(Kind.NO_CONNECTION);
    }

    @Test
    void fingerprintsOfTheSdpVouchForBothSides() throws Exception {
        start(alicesTlsWithoutTrust);
        bob.start(MsrpRemote.of(alice.localPath(), false).with(List.of(alices.fingerprint())));
        alice.start(MsrpRemote.of(bob.localPath(), true).with(List.of(bobs.fingerprint())));
        assertThat(send(100).kind()).isEqualTo(Kind.DELIVERED);
    }

    @Test
    void aServerWithAnotherFingerprintIsRefused() throws Exception {
        start(alicesTls);
        alice.start(MsrpRemote.of(bob.localPath(), true).with(List.of(alices.fingerprint())));
        MsrpOutcome outcome = send(100);
        assertThat(outcome.kind()).isEqualTo(Kind.NO_CONNECTION);
        assertThat(outcome.detail()).contains("fingerprint");
    }

    @Test
    void aClientWithAnotherFingerprintFindsNoSession() throws Exception {
        start(alicesTls);
        bob.start(MsrpRemote.of(alice.localPath(), false).with(List.of(bobs.fingerprint())));
        alice.start(MsrpRemote.of(bob.localPath(), true));
        assertThat(send(100)).extracting(MsrpOutcome::kind, outcome -> outcome.status().code()).containsExactly(Kind.REFUSED, 481);
        assertThat(atBob.begun).isEmpty();
    }

    @Test
    void aPeerThatSpeaksNoTlsIsNotHeard() throws Exception {
        start(alicesTls);
        try (ScriptedMsrpPeer plain = new ScriptedMsrpPeer()) {
            plain.connect(bobs.listening().get(0).port()).send(bob.localPath(), "MSRP abcd SEND\nPATHS\nMessage-ID: m001\n-------abcd$\n");
            plain.awaitEnd();
        }
        assertThat(atBob.begun).isEmpty();
    }

    @Test
    void withoutAKeyNobodyListens() throws Exception {
        start(alicesTls);
        assertThatThrownBy(() -> MsrpEndpoint.start(MsrpListen.parse("tls:127.0.0.1:0"), MsrpSettings.DEFAULTS, null))
                .hasMessage("cannot listen on tls:127.0.0.1:0: there is no key for TLS");
    }

    @Test
    void theFingerprintForTheSdpIsThatOfOurCertificate() throws Exception {
        start(alicesTls);
        assertThat(bobs.fingerprint().toString()).matches("sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}")
                .isNotEqualTo(alices.fingerprint().toString());
    }

    private MsrpOutcome send(int octets) throws Exception {
        return alice.send(MsrpMessage.of("message/cpim", octets, new ByteArrayInputStream(MsrpTransferTest.octets(octets))))
                .get(20, TimeUnit.SECONDS);
    }
}
