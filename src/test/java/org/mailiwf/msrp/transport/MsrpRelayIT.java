package org.mailiwf.msrp.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.mailiwf.msrp.transport.MsrpOutcome.Kind;
import org.mailiwf.peer.Kamailio;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.RequiresPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Kamailio's msrp module as a relay between two of our endpoints. */
@RequiresPeer(program = "kamailio", debianPackage = "kamailio")
class MsrpRelayIT {

    private static final String PASSWORD = "open sesame";
    private static final int PORT = Loopback.freePort();
    private static Kamailio kamailio;

    private final ReceivedMessages atAlice = new ReceivedMessages();
    private final ReceivedMessages atBob = new ReceivedMessages();
    private MsrpEndpoint alices;
    private MsrpEndpoint bobs;
    private MsrpSession alice;
    private MsrpSession bob;

    @BeforeAll
    static void relay() throws Exception {
        kamailio = Kamailio.start("msrp-relay", Map.of("MSRP", Integer.toString(PORT), "PASSWORD", PASSWORD));
    }

    @AfterAll
    static void noRelay() {
        kamailio.close();
    }

    @BeforeEach
    void start() throws Exception {
        MsrpSettings settings = MsrpSettings.DEFAULTS.withChunkSize(8192).withWindow(4);
        alices = MsrpEndpoint.start(List.of(), settings, null);
        bobs = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), settings, null);
        alice = alices.newSession(false, "127.0.0.1", atAlice);
        bob = bobs.newSession(false, "127.0.0.1", atBob);
    }

    @AfterEach
    void stop() {
        alices.close();
        bobs.close();
    }

    @Test
    void aMessageGoesOverTheRelayToWhoListens() throws Exception {
        alice.useRelay(relay(PASSWORD));
        assertThat(alice.localPath().uris()).hasSize(2);
        bob.start(MsrpRemote.of(alice.localPath(), false));
        alice.start(MsrpRemote.of(bob.localPath(), true));
        MsrpOutcome outcome = send(alice, 300_000);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.DELIVERED);
        assertThat(outcome.reported()).isTrue();
        assertThat(atBob.next().content()).isEqualTo(MsrpTransferTest.octets(300_000));
    }

    @Test
    void aMessageGoesOverTheRelayToWhoHasAuthenticatedThere() throws Exception {
        alice.useRelay(relay(PASSWORD));
        alice.start(MsrpRemote.of(bob.localPath(), false));
        bob.start(MsrpRemote.of(alice.localPath(), true));
        MsrpOutcome outcome = bob.send(message(300_000).withReports(false, FailureReport.YES)).get(20, TimeUnit.SECONDS);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.DELIVERED);
        assertThat(atAlice.next().content()).isEqualTo(MsrpTransferTest.octets(300_000));
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> alice.useRelay(relay("wrong"))).isInstanceOf(IOException.class)
                .hasMessage("the relay has answered 401 Unauthorized");
        assertThat(alices.connections()).isZero();
    }

    private static MsrpRelay relay(String password) {
        return new MsrpRelay(MsrpUri.of(false, "127.0.0.1", PORT, ""), "alice", password);
    }

    private static MsrpMessage message(int octets) {
        return MsrpMessage.of("message/cpim", octets, new ByteArrayInputStream(MsrpTransferTest.octets(octets)));
    }

    private static MsrpOutcome send(MsrpSession session, int octets) throws Exception {
        return session.send(message(octets).withReports(true, FailureReport.YES)).get(20, TimeUnit.SECONDS);
    }
}
