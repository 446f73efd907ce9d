package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.ReadFrames;
import org.mailiwf.peer.ScriptedMsrpPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What comes from a peer, right or wrong, and what we answer (RFC 4975 section 7.3). */
class MsrpReceptionTest {

    private static final String ONE = """
            MSRP tr01 SEND
            PATHS
            Message-ID: m001
            Byte-Range: 1-5/5
            Content-Type: text/plain

            Hello
            -------tr01$
            """;

    private final ReceivedMessages receiver = new ReceivedMessages();
    private final ScriptedMsrpPeer peer = new ScriptedMsrpPeer();
    private MsrpEndpoint endpoint;
    private MsrpSession session;

    @BeforeEach
    void start() throws Exception {
        start(MsrpSettings.DEFAULTS);
    }

    private void start(MsrpSettings settings) throws Exception {
        if (endpoint != null) {
            endpoint.close();
        }
        endpoint = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), settings, null);
        session = endpoint.newSession(false, "127.0.0.1", receiver);
        session.start(MsrpRemote.of(peer.path(), false));
        peer.connect(endpoint.listening().get(0).port());
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.close();
        peer.close();
    }

    @Test
    void aMessageIsTakenAndAnswered() throws Exception {
        send(ONE);
        ReceivedMessages.Received received = receiver.next();
        assertThat(received.message()).isEqualTo(new IncomingMessage("m001", "text/plain", 5));
        assertThat(received.content()).asString().isEqualTo("Hello");
        MsrpHead answer = peer.next().head();
        assertThat(answer.transactionId()).isEqualTo("tr01");
        assertThat(answer.status()).isEqualTo(MsrpStatus.OK);
        assertThat(answer.toPath()).isEqualTo(peer.path());
        assertThat(answer.fromPath()).isEqualTo(session.localPath());
    }

    @Test
    void theLastChunkIsAnsweredWhenTheMessageIsTaken() throws Exception {
        CompletableFuture<MsrpStatus> taken = new CompletableFuture<>();
        receiver.answer = taken;
        send(chunk("tr01", "1-2/5", "He", '+'));
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        send(chunk("tr02", "3-5/5", "llo", '$'));
        receiver.next();
        assertThat(peer.isSilent(50)).isTrue();
        taken.complete(MsrpStatus.OK);
        assertThat(statusOfNext("tr02")).isEqualTo(200);
    }

    @Test
    void aMessageThatIsNotTakenInTheEndIsAnsweredSo() throws Exception {
        receiver.answer = CompletableFuture.completedFuture(MsrpStatus.FORBIDDEN);
        send(ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(403);
        receiver.answer = CompletableFuture.failedFuture(new IllegalStateException("disk"));
        send(ONE.replace("m001", "m002"));
        assertThat(statusOfNext("tr01")).isEqualTo(413);
    }

    @Test
    void chunksMayComeInAnyOrder() throws Exception {
        send(chunk("tr03", "5-6/6", "56", '$') + chunk("tr01", "1-2/6", "12", '+') + chunk("tr02", "3-4/6", "34", '+'));
        assertThat(receiver.next().content()).asString().isEqualTo("123456");
        assertThat(statusOfNext("tr03")).isEqualTo(200);
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        assertThat(statusOfNext("tr02")).isEqualTo(200);
    }

    @Test
    void octetsThatComeTwiceCountOnce() throws Exception {
        send(chunk("tr01", "1-4/6", "1234", '+') + chunk("tr02", "3-4/6", "34", '+') + chunk("tr03", "4-6/6", "456", '$'));
        assertThat(receiver.next().content()).asString().isEqualTo("123456");
    }

    @Test
    void aChunkMayBeInterrupted() throws Exception {
        send(chunk("tr01", "1-*/6", "123", '+') + chunk("tr02", "4-6/6", "4", '+') + chunk("tr03", "5-*/*", "56", '$'));
        assertThat(receiver.next().content()).asString().isEqualTo("123456");
    }

    @Test
    void theLengthMayBeUnknownToTheEnd() throws Exception {
        send(chunk("tr01", "1-*/*", "123", '+') + chunk("tr02", "4-*/*", "456", '$'));
        ReceivedMessages.Received received = receiver.next();
        assertThat(received.message().length()).isEqualTo(MsrpMessage.UNKNOWN);
        assertThat(received.content()).asString().isEqualTo("123456");
    }

    @Test
    void withoutAByteRangeAChunkIsTheWholeMessage() throws Exception {
        send(ONE.replace("Byte-Range: 1-5/5\n", ""));
        assertThat(receiver.next().content()).asString().isEqualTo("Hello");
    }

    @Test
    void severalMessagesMayComeAtTheSameTime() throws Exception {
        send(chunk("tr01", "1-2/4", "ab", '+') + chunk("tr02", "1-2/4", "cd", '+').replace("m001", "m002")
                + chunk("tr03", "3-4/4", "ef", '$') + chunk("tr04", "3-4/4", "gh", '$').replace("m001", "m002"));
        assertThat(receiver.next().content()).asString().isEqualTo("abef");
        assertThat(receiver.next().content()).asString().isEqualTo("cdgh");
    }

    @Test
    void aMessageThatTheSenderGivesUpIsAborted() throws Exception {
        send(chunk("tr01", "1-*/6", "123", '#'));
        assertThat(receiver.nextAborted()).isEqualTo("the sender has aborted the message");
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        send(chunk("tr02", "4-6/6", "456", '$'));
        assertThat(statusOfNext("tr02")).isEqualTo(200);
        assertThat(receiver.complete).isEmpty();
    }

    @Test
    void anAbortMayComeWithoutABody() throws Exception {
        send(chunk("tr01", "1-3/6", "123", '+') + "MSRP tr02 SEND\nPATHS\nMessage-ID: m001\nByte-Range: 4-*/6\n-------tr02#\n");
        receiver.nextAborted();
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        assertThat(statusOfNext("tr02")).isEqualTo(200);
    }

    @Test
    void aSendWithoutABodyIsNoMessage() throws Exception {
        send("MSRP tr01 SEND\nPATHS\nMessage-ID: m001\n-------tr01$\n");
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        assertThat(receiver.begun).isEmpty();
    }

    @Test
    void aTypeThatIsNotWantedIsRefusedBeforeItsOctets() throws Exception {
        send(chunk("tr01", "1-3/6", "123", '+').replace("text/plain", "application/x-foreign").replace("-------tr01+\n", ""));
        assertThat(statusOfNext("tr01")).isEqualTo(415);
        send("\n-------tr01+\n" + chunk("tr02", "4-6/6", "456", '$'));
        assertThat(statusOfNext("tr02")).isEqualTo(415);
        assertThat(receiver.begun).hasSize(1);
        assertThat(receiver.aborted).isEmpty();
    }

    @Test
    void aMessageThatIsTooLongIsRefused() throws Exception {
        receiver.limit = 5;
        send(chunk("tr01", "1-3/6", "123", '+'));
        assertThat(statusOfNext("tr01")).isEqualTo(413);
    }

    @Test
    void aMessageThatGetsTooLongIsRefusedOnTheWay() throws Exception {
        receiver.limit = 5;
        send(chunk("tr01", "1-*/*", "123", '+') + chunk("tr02", "4-*/*", "456", '+') + chunk("tr03", "7-*/*", "789", '$'));
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        assertThat(statusOfNext("tr02")).isEqualTo(413);
        assertThat(statusOfNext("tr03")).isEqualTo(413);
        assertThat(receiver.nextAborted()).contains("413");
        assertThat(receiver.complete).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Byte-Range: x", "Byte-Range: 0-5/5", "Byte-Range: 1-4/5", "Byte-Range: 1-5/4", "Byte-Range: 1-5/6",
            "Failure-Report: perhaps",
        "Success-Report: 1", "Message-ID: -"})
    void aRequestThatIsWrongIsAnswered400(String field) throws Exception {
        String name = field.substring(0, field.indexOf(':'));
        send((ONE.contains(name) ? ONE : ONE.replace("Byte-Range: 1-5/5", name + ": x")).replaceFirst(name + ": .*", field));
        assertThat(statusOfNext("tr01")).isEqualTo(400);
        send(ONE.replace("m001", "m002"));
        assertThat(statusOfNext("tr01")).isEqualTo(200);
    }

    @Test
    void aBodyWithoutATypeIsAnswered400() throws Exception {
        send(ONE.replace("Content-Type: text/plain\n", ""));
        assertThat(statusOfNext("tr01")).isEqualTo(400);
    }

    @Test
    void withoutPathsNobodyCanBeAnswered() throws Exception {
        send(ONE.replace("PATHS\n", ""));
        peer.awaitEnd();
    }

    @Test
    void aSessionThatIsNotThereIsAnswered481() throws Exception {
        peer.send(peer.path(), ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(481);
        send(ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(200);
    }

    @Test
    void aSenderThatIsNotThePeerIsAnswered481() throws Exception {
        try (ScriptedMsrpPeer other = new ScriptedMsrpPeer()) {
            other.connect(endpoint.listening().get(0).port()).send(session.localPath(), ONE);
            assertThat(other.next().head().status()).isEqualTo(MsrpStatus.NO_SESSION);
        }
        assertThat(receiver.begun).isEmpty();
    }

    @Test
    void aPathThatDoesNotEndHereIsAnswered481() throws Exception {
        peer.send(session.localPath().then(peer.path()), ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(481);
    }

    @Test
    void aSessionOfAnotherConnectionIsAnswered506() throws Exception {
        send(ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        peer.connect(endpoint.listening().get(0).port());
        send(ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(506);
    }

    @Test
    void whoGuessesSessionsLosesTheConnection() throws Exception {
        for (int i = 0; i < 20; i++) {
            peer.send(peer.path(), ONE);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(statusOfNext("tr01")).isEqualTo(481);
        }
        peer.awaitEnd();
    }

    @Test
    void aMethodThatNobodyKnowsIsAnswered501AndAReportIsNot() throws Exception {
        send("MSRP tr01 NICKNAME\nPATHS\n-------tr01$\nMSRP tr02 REPORT\nPATHS\nMessage-ID: m001\nStatus: 000 200 OK\n-------tr02$\n"
                + "MSRP tr03 REPORT\nPATHS\n-------tr03$\nMSRP tr04 AUTH\nPATHS\n-------tr04$\n");
        assertThat(statusOfNext("tr01")).isEqualTo(501);
        assertThat(statusOfNext("tr04")).isEqualTo(501);
    }

    @Test
    void onlyTheResponsesThatAreWantedAreGiven() throws Exception {
        receiver.limit = 5;
        send(ONE.replace("Content-Type", "Failure-Report: no\nContent-Type"));
        send(chunk("tr02", "1-6/6", "123456", '$').replace("Content-Type", "Failure-Report: no\nContent-Type").replace("m001", "m002"));
        send(ONE.replace("Content-Type", "Failure-Report: partial\nContent-Type").replace("m001", "m003"));
        send(chunk("tr04", "1-6/6", "123456", '$').replace("Content-Type", "Failure-Report: partial\nContent-Type")
                .replace("m001", "m004"));
        assertThat(statusOfNext("tr04")).isEqualTo(413);
        assertThat(receiver.next().message().messageId()).isEqualTo("m001");
        assertThat(receiver.next().message().messageId()).isEqualTo("m003");
    }

    @Test
    void aSuccessReportGoesTheWholeWayBack() throws Exception {
        peer.send(session.localPath(), ONE.replace("PATHS", "To-Path: " + session.localPath() + "\nFrom-Path: msrp://relay:1/r;tcp "
                + peer.path())
                .replace("Content-Type", "Success-Report: yes\nContent-Type"));
        ReadFrames.Frame answer = peer.next();
        assertThat(answer.head().toPath()).hasToString("msrp://relay:1/r;tcp");
        MsrpHead report = peer.next().head();
        assertThat(report.method()).isEqualTo("REPORT");
        assertThat(report.toPath()).hasToString("msrp://relay:1/r;tcp " + peer.path());
        assertThat(report.fromPath()).isEqualTo(session.localPath());
        assertThat(report.messageId()).isEqualTo("m001");
        assertThat(report.byteRange()).hasToString("1-5/5");
        assertThat(report.value("Status")).isEqualTo("000 200 OK");
    }

    @Test
    void aPeerThatComesBeforeItIsKnownIsLookedAtAfterwards() throws Exception {
        MsrpSession early = endpoint.newSession(false, "127.0.0.1", receiver);
        peer.send(early.localPath(), ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        early.start(MsrpRemote.of(peer.path(), false));
        peer.send(early.localPath(), ONE.replace("m001", "m002"));
        assertThat(statusOfNext("tr01")).isEqualTo(200);

        MsrpSession wrong = endpoint.newSession(false, "127.0.0.1", receiver);
        peer.send(wrong.localPath(), ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        wrong.start(MsrpRemote.of(early.localPath(), false));
        assertThat(receiver.nextLost()).isEqualTo("somebody else than the peer has connected");
    }

    @Test
    void aConnectionThatIsLostAbortsWhatItBrings() throws Exception {
        send(chunk("tr01", "1-3/6", "123", '+'));
        statusOfNext("tr01");
        peer.reset();
        receiver.nextAborted();
        receiver.nextLost();
        assertThat(endpoint.sessions()).isZero();
    }

    @Test
    void theEndOfTheSessionAbortsWhatIsNotComplete() throws Exception {
        send(chunk("tr01", "1-3/6", "123", '+'));
        statusOfNext("tr01");
        session.close();
        receiver.nextAborted();
        peer.awaitEnd();
        assertThat(receiver.lost).isEmpty();
    }

    @Test
    void aConnectionThatNamesNoSessionIsClosed() throws Exception {
        start(MsrpSettings.DEFAULTS.withConnectTimeout(Duration.ofMillis(200)));
        peer.awaitEnd();
        assertThat(endpoint.connections()).isZero();
    }

    @Test
    void connectionsAreBoundedAndThoseWithoutASessionGoFirst() throws Exception {
        start(MsrpSettings.DEFAULTS.withMaxConnections(2));
        send(ONE);
        assertThat(statusOfNext("tr01")).isEqualTo(200);
        int port = endpoint.listening().get(0).port();
        try (ScriptedMsrpPeer idle = new ScriptedMsrpPeer().connect(port)) {
            await().until(() -> endpoint.connections() == 2);
            try (ScriptedMsrpPeer next = new ScriptedMsrpPeer().connect(port)) {
                idle.awaitEnd();
                next.send(peer.path(), ONE);
                assertThat(next.next().head().status()).isEqualTo(MsrpStatus.NO_SESSION);
                send(ONE.replace("m001", "m002"));
                assertThat(statusOfNext("tr01")).isEqualTo(200);
            }
        }
    }

    @Test
    void sessionsAreBounded() throws Exception {
        start(MsrpSettings.DEFAULTS.withMaxSessions(1));
        assertThatThrownBy(() -> endpoint.newSession(false, "127.0.0.1", receiver)).isInstanceOf(TooManySessionsException.class);
        session.close();
        endpoint.newSession(false, "127.0.0.1", receiver);
    }

    @Test
    void messagesOfASessionThatAreNotCompleteAreBounded() throws Exception {
        for (int i = 0; i < 9; i++) {
            send(chunk("tr0" + i, "1-1/6", "1", '+').replace("m001", "m00" + i));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(statusOfNext("tr0" + i)).isEqualTo(200);
        }
        assertThat(statusOfNext("tr08")).isEqualTo(413);
    }

    @Test
    void aReceiverThatIsSlowHoldsUpItsOwnPeerAlone() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        MsrpSession slow = endpoint.newSession(false, "127.0.0.1", message -> new MsrpSink() {

            @Override
            public void octets(long position, byte[] octets, int offset, int length) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public CompletableFuture<MsrpStatus> end(long length) {
                return CompletableFuture.completedFuture(MsrpStatus.OK);
            }

            @Override
            public void aborted(String why) {
                throw new AssertionError(why);
            }
        });
        try (ScriptedMsrpPeer other = new ScriptedMsrpPeer().connect(endpoint.listening().get(0).port())) {
            slow.start(MsrpRemote.of(other.path(), false));
            CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> {
                try {
                    other.send(slow.localPath(), chunk("tr01", "1-*/*", "x".repeat(50_000_000), '$'));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            send(ONE);
            assertThat(statusOfNext("tr01")).isEqualTo(200);
            assertThat(writes).isNotDone();
            goOn.countDown();
            assertThat(other.next().head().status()).isEqualTo(MsrpStatus.OK);
        }
    }

    private void send(String text) throws Exception {
        peer.send(session.localPath(), text);
    }

    private int statusOfNext(String transactionId) throws Exception {
        MsrpHead answer = peer.next().head();
        assertThat(answer.transactionId()).isEqualTo(transactionId);
        return answer.status().code();
    }

    private static String chunk(String transactionId, String range, String octets, char flag) {
        return "MSRP " + transactionId + " SEND\nPATHS\nMessage-ID: m001\nByte-Range: " + range + "\nContent-Type: text/plain\n\n" + octets
                + "\n-------"
                + transactionId + flag + "\n";
    }
}
