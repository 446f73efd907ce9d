package org.mailiwf.msrp.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.mailiwf.msrp.protocol.ReadFrames;
import org.mailiwf.peer.ScriptedMsrpPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Authentication to a relay, and a session over it (RFC 4976); the relay is scripted. */
class MsrpRelayTest {

    private static final MsrpPath BOB = MsrpPath.of(MsrpUri.of(false, "bob.invalid", 9, "b"));
    private static final String USE = "msrp://relay.invalid:2855/use1;tcp";

    private final ReceivedMessages receiver = new ReceivedMessages();
    private final ScriptedMsrpPeer relay = new ScriptedMsrpPeer();
    private MsrpEndpoint endpoint;
    private MsrpSession session;

    @BeforeEach
    void start() throws Exception {
        endpoint = MsrpEndpoint.start(List.of(), MsrpSettings.DEFAULTS.withTransactionTimeout(Duration.ofMillis(500)), null);
        session = endpoint.newSession(false, "127.0.0.1", receiver);
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.close();
        relay.close();
    }

    @Test
    void theChallengeIsAnsweredAndThePathLeadsOverTheRelay() throws Exception {
        MsrpUri own = session.localPath().first();
        var login = login();
        ReadFrames.Frame first = relay.accept().next();
        assertThat(first.head().method()).isEqualTo("AUTH");
        assertThat(first.head().toPath()).isEqualTo(relay.path());
        assertThat(first.head().fromPath()).isEqualTo(MsrpPath.of(own));
        assertThat(first.head().value("Authorization")).isNull();
        answer(first, "401 Unauthorized", "WWW-Authenticate: Digest realm=\"op.example\", nonce=\"n1\", qop=\"auth\"");
        ReadFrames.Frame second = relay.next();
        assertThat(second.head().value("Authorization")).startsWith("Digest username=\"alice\", realm=\"op.example\", nonce=\"n1\", uri=\""
                + relay.path() + "\", response=\"");
        answer(second, "200 OK", "Use-Path: " + USE + "\nExpires: 900");
        login.get(10, TimeUnit.SECONDS);
        assertThat(session.localPath()).hasToString(USE + " " + own);
        assertThat(session.isReachable()).isTrue();
    }

    @Test
    void messagesGoBothWaysOverTheRelay() throws Exception {
        MsrpUri own = session.localPath().first();
        loggedIn();
        var outcome = session.send(MsrpMessage.of("a/b", 3, new ByteArrayInputStream(new byte[3])));
        session.start(MsrpRemote.of(BOB, false));
        ReadFrames.Frame send = relay.next();
        assertThat(send.head().toPath()).hasToString(USE + " " + BOB);
        assertThat(send.head().fromPath()).isEqualTo(MsrpPath.of(own));
        relay.answer(send, MsrpStatus.OK);
        assertThat(outcome.get(10, TimeUnit.SECONDS).isSuccess()).isTrue();

        relay.write(("MSRP tr01 SEND\nTo-Path: " + own + "\nFrom-Path: " + USE + " " + BOB
                + "\nMessage-ID: m001\nContent-Type: a/b\n\nxyz\n-------tr01$\n").replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(receiver.next().content()).asString().isEqualTo("xyz");
        assertThat(relay.next().head().toPath()).hasToString(USE);
    }

    @Test
    void wrongCredentialsAreAnErrorAndTheConnectionIsClosed() throws Exception {
        var login = login();
        answer(relay.accept().next(), "401 Unauthorized", "WWW-Authenticate: Digest realm=\"op.example\", nonce=\"n1\", qop=\"auth\"");
        answer(relay.next(), "401 Unauthorized", "WWW-Authenticate: Digest realm=\"op.example\", nonce=\"n2\", qop=\"auth\"");
        assertThatThrownBy(login::join).isInstanceOf(CompletionException.class).rootCause()
                .hasMessage("the relay has answered 401 Unauthorized");
        relay.awaitEnd();
    }

    @Test
    void aRelayThatIsSilentIsAnError() throws Exception {
        var login = login();
        relay.accept().next();
        assertThatThrownBy(login::join).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void theEndOfTheRelayIsTheEndOfTheSession() throws Exception {
        loggedIn();
        relay.reset();
        receiver.nextLost();
        assertThat(endpoint.sessions()).isZero();
    }

    private CompletableFuture<Void> login() {
        return CompletableFuture.runAsync(() -> {
            try {
                session.useRelay(new MsrpRelay(relay.path().first(), "alice", "secret"));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void loggedIn() throws Exception {
        var login = login();
        answer(relay.accept().next(), "200 OK", "Use-Path: " + USE);
        login.get(10, TimeUnit.SECONDS);
    }

    private void answer(ReadFrames.Frame request, String status, String fields) throws Exception {
        MsrpHead head = request.head();
        relay.write(("MSRP " + head.transactionId() + " " + status + "\nTo-Path: " + head.fromPath() + "\nFrom-Path: " + head.toPath()
                + "\n" + fields
                + "\n-------" + head.transactionId() + "$\n").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
