package org.mailiwf.msrp.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.protocol.ByteRange;
import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.mailiwf.msrp.protocol.ReadFrames;
import org.mailiwf.msrp.transport.MsrpOutcome.Kind;
import org.mailiwf.peer.ScriptedMsrpPeer;

import static org.assertj.core.api.Assertions.assertThat;

/** What we send, and what becomes of it, whatever the peer does. */
class MsrpSenderTest {

    private static final MsrpSettings SETTINGS = MsrpSettings.DEFAULTS.withChunkSize(2048).withTransactionTimeout(Duration.ofSeconds(5));
    private static final MsrpSettings IMPATIENT = SETTINGS.withTransactionTimeout(Duration.ofMillis(300));

    private final ReceivedMessages receiver = new ReceivedMessages();
    private ScriptedMsrpPeer peer;
    private MsrpEndpoint endpoint;
    private MsrpSession session;

    @BeforeEach
    void start() throws Exception {
        peer = new ScriptedMsrpPeer();
        start(SETTINGS);
    }

    private void start(MsrpSettings settings) throws Exception {
        if (endpoint != null) {
            endpoint.close();
        }
        endpoint = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), settings, null);
        session = endpoint.newSession(false, "127.0.0.1", receiver);
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.close();
        peer.close();
    }

    @Test
    void aShortMessageIsOneChunkWithItsRange() throws Exception {
        var outcome = send(300);
        ReadFrames.Frame send = peer.accept().next();
        assertThat(send.head().method()).isEqualTo("SEND");
        assertThat(send.head().fields()).extracting(field -> field.name())
                .containsExactly("To-Path", "From-Path", "Message-ID", "Success-Report",
                "Failure-Report", "Byte-Range", "Content-Type");
        assertThat(send.head().toPath()).isEqualTo(peer.path());
        assertThat(send.head().fromPath()).isEqualTo(session.localPath());
        assertThat(send.head().byteRange()).isEqualTo(new ByteRange(1, 300, 300));
        assertThat(send.head().successReport()).isFalse();
        assertThat(send.head().failureReport()).isEqualTo(FailureReport.YES);
        assertThat(send.body()).isEqualTo(MsrpTransferTest.octets(300));
        assertThat(send.continuation()).isEqualTo(Continuation.END);
        assertThat(outcome).isNotDone();
        peer.answer(send, MsrpStatus.OK);
        assertThat(of(outcome)).isEqualTo(new MsrpOutcome(Kind.DELIVERED, MsrpStatus.OK, false, 300, true, "delivered"));
    }

    @Test
    void chunksOf2048SayWhereTheyEnd() throws Exception {
        var outcome = send(4189);
        peer.accept();
        List<ReadFrames.Frame> chunks = List.of(peer.next(), peer.next(), peer.next());
        assertThat(chunks).extracting(chunk -> chunk.head().byteRange().toString())
                .containsExactly("1-2048/4189", "2049-4096/4189", "4097-4189/4189");
        assertThat(chunks).extracting(ReadFrames.Frame::continuation).containsExactly(Continuation.MORE, Continuation.MORE,
                Continuation.END);
        assertThat(chunks).extracting(chunk -> chunk.head().messageId()).containsOnly(chunks.get(0).head().messageId());
        assertThat(chunks).extracting(chunk -> chunk.head().transactionId()).doesNotHaveDuplicates();
        for (ReadFrames.Frame chunk : chunks) {
            assertThat(outcome).isNotDone();
            peer.answer(chunk, MsrpStatus.OK);
        }
        assertThat(of(outcome).isSuccess()).isTrue();
    }

    @Test
    void longerChunksCanBeInterruptedAndSaySo() throws Exception {
        start(SETTINGS.withChunkSize(3000));
        send(6001);
        peer.accept();
        assertThat(List.of(peer.next(), peer.next(), peer.next())).extracting(chunk -> chunk.head().byteRange().toString())
                .containsExactly("1-*/6001", "3001-*/6001", "6001-6001/6001");
    }

    @Test
    void theTotalIsToldAsSoonAsItIsKnown() throws Exception {
        send(MsrpMessage.of("a/b", MsrpMessage.UNKNOWN, new ByteArrayInputStream(new byte[3000])));
        peer.accept();
        assertThat(List.of(peer.next(), peer.next())).extracting(chunk -> chunk.head().byteRange().toString())
                .containsExactly("1-2048/*", "2049-3000/3000");
    }

    @Test
    void everyHopStandsInTheToPath() throws Exception {
        MsrpPath path = MsrpPath.of(peer.path().first(), MsrpUri.of(false, "bob.invalid", 1, "b"));
        session.send(message(5));
        session.start(MsrpRemote.of(path, true));
        assertThat(peer.accept().next().head().toPath()).isEqualTo(path);
    }

    @Test
    void theConnectionGoesToTheAddressThatIsGivenWhateverThePathSays() throws Exception {
        MsrpPath path = MsrpPath.of(MsrpUri.of(false, "behind.invalid", 1, "b"));
        session.start(MsrpRemote.of(path, true).at("127.0.0.1", peer.path().first().port()));
        assertThat(peer.accept().next().head().toPath()).isEqualTo(path);
    }

    @Test
    void withoutAMessageASendWithoutABodyTellsWhoseConnectionItIs() throws Exception {
        session.start(MsrpRemote.of(peer.path(), true));
        ReadFrames.Frame send = peer.accept().next();
        assertThat(send.head().method()).isEqualTo("SEND");
        assertThat(send.head().fields()).extracting(field -> field.name()).containsExactly("To-Path", "From-Path", "Message-ID");
        assertThat(send.body()).isEmpty();
    }

    @Test
    void stopSendingStopsAtOnceAndAbortsTheMessage() throws Exception {
        start(SETTINGS.withWindow(2));
        var outcome = send(100_000);
        ReadFrames.Frame first = peer.accept().next();
        peer.next();
        peer.answer(first, MsrpStatus.STOP_SENDING);
        ReadFrames.Frame abort = peer.next();
        assertThat(abort.continuation()).isEqualTo(Continuation.ABORT);
        assertThat(abort.head().messageId()).isEqualTo(first.head().messageId());
        assertThat(abort.head().byteRange()).hasToString("4097-*/100000");
        MsrpOutcome refused = of(outcome);
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.status()).isEqualTo(MsrpStatus.STOP_SENDING);
        assertThat(refused.lastChunkSent()).isFalse();
        assertThat(refused.octets()).isEqualTo(4096);
    }

    @Test
    void aReportOfAFailureStopsTheMessage() throws Exception {
        start(SETTINGS.withWindow(1));
        var outcome = send(100_000);
        ReadFrames.Frame first = peer.accept().next();
        peer.report(first, "1-2048/100000", "000 413 No more");
        assertThat(peer.next().continuation()).isEqualTo(Continuation.ABORT);
        MsrpOutcome refused = of(outcome);
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.status()).isEqualTo(new MsrpStatus(413, "No more"));
        assertThat(refused.reported()).isTrue();
    }

    @Test
    void aReportOfAFailureCountsAlsoWhenAllChunksWereAnswered() throws Exception {
        var outcome = send(message(300).withReports(true, FailureReport.YES));
        ReadFrames.Frame send = peer.accept().next();
        peer.answer(send, MsrpStatus.OK);
        peer.report(send, "1-300/300", "000 408 Not delivered");
        assertThat(of(outcome).status()).isEqualTo(new MsrpStatus(408, "Not delivered"));
        assertThat(of(outcome).lastChunkSent()).isTrue();
    }

    @Test
    void successReportsMustCoverTheMessage() throws Exception {
        var outcome = send(message(300).withReports(true, FailureReport.YES));
        ReadFrames.Frame send = peer.accept().next();
        assertThat(send.head().successReport()).isTrue();
        peer.report(send, "201-300/300", "000 200 OK");
        peer.answer(send, MsrpStatus.OK);
        assertThat(outcome).isNotDone();
        peer.report(send, "1-200/300", "000 200 OK");
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::reported).containsExactly(Kind.DELIVERED, true);
    }

    @Test
    void aSuccessReportThatDoesNotComeIsNotWaitedForLong() throws Exception {
        start(SETTINGS.withReportTimeout(Duration.ofMillis(100)));
        var outcome = send(message(300).withReports(true, FailureReport.YES));
        peer.answer(peer.accept().next(), MsrpStatus.OK);
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::reported).containsExactly(Kind.DELIVERED, false);
    }

    @Test
    void aSessionThatThePeerDoesNotKnowEndsTheMessage() throws Exception {
        var outcome = send(300);
        peer.answer(peer.accept().next(), MsrpStatus.NO_SESSION);
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::status).containsExactly(Kind.REFUSED, MsrpStatus.NO_SESSION);
    }

    @Test
    void silenceAfterTheLastChunkIsATimeout() throws Exception {
        start(IMPATIENT);
        var outcome = send(300);
        peer.accept().next();
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::status, MsrpOutcome::lastChunkSent)
                .containsExactly(Kind.TIMEOUT, null, true);
    }

    @Test
    void silenceBeforeTheLastChunkIsATimeout() throws Exception {
        start(IMPATIENT.withWindow(1));
        var outcome = send(10_000);
        peer.accept().next();
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::lastChunkSent, MsrpOutcome::octets)
                .containsExactly(Kind.TIMEOUT, false, 2048L);
    }

    @Test
    void theWindowBoundsWhatIsUnanswered() throws Exception {
        start(SETTINGS.withWindow(2));
        send(10_000);
        ReadFrames.Frame first = peer.accept().next();
        peer.next();
        assertThat(peer.isSilent(100)).isTrue();
        peer.answer(first, MsrpStatus.OK);
        assertThat(peer.next().head().byteRange().start()).isEqualTo(4097);
    }

    @Test
    void aConnectionThatIsLostBeforeTheLastChunk() throws Exception {
        start(SETTINGS.withWindow(1));
        var outcome = send(10_000);
        peer.accept().next();
        peer.reset();
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::lastChunkSent).containsExactly(Kind.CONNECTION_LOST, false);
        assertThat(receiver.nextLost()).isNotEmpty();
    }

    @Test
    void aConnectionThatIsLostAfterTheLastChunk() throws Exception {
        var outcome = send(300);
        peer.accept().next();
        peer.reset();
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::lastChunkSent, MsrpOutcome::octets)
                .containsExactly(Kind.CONNECTION_LOST, true, 300L);
    }

    @RepeatedTest(10)
    void aConnectionThatIsLostBehindTheLastResponseIsNoFailure() throws Exception {
        var outcome = send(10_000);
        peer.accept();
        for (int chunk = 0; chunk < 5; chunk++) {
            peer.answer(peer.next(), MsrpStatus.OK);
        }
        peer.close();
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::status).containsExactly(Kind.DELIVERED, MsrpStatus.OK);
    }

    @Test
    void aConnectionThatIsLostBehindTheResponsesBringsNoReportAndNoFailure() throws Exception {
        start(SETTINGS.withReportTimeout(Duration.ofMinutes(1)));
        var outcome = send(message(300).withReports(true, FailureReport.YES));
        peer.answer(peer.accept().next(), MsrpStatus.OK);
        peer.close();
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::reported).containsExactly(Kind.DELIVERED, false);
    }

    @Test
    void aConnectionThatIsLostWhileAnEarlierChunkHasNoResponse() throws Exception {
        var outcome = send(4000);
        peer.accept().next();
        peer.answer(peer.next(), MsrpStatus.OK);
        peer.close();
        assertThat(of(outcome).kind()).isEqualTo(Kind.CONNECTION_LOST);
    }

    @Test
    void garbageEndsTheConnection() throws Exception {
        var outcome = send(300);
        peer.accept().next();
        peer.send(session.localPath(), "HTTP/1.1 400 Bad Request\n\n");
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::detail)
                .containsExactly(Kind.CONNECTION_LOST, "the peer does not speak MSRP: neither a request nor a response");
        peer.awaitEnd();
    }

    @Test
    void aPeerThatDoesNotReadCostsItsOwnSessionAlone() throws Exception {
        start(IMPATIENT.withChunkSize(64 * 1024).withWindow(1000));
        try (ScriptedMsrpPeer deaf = new ScriptedMsrpPeer(4096)) {
            MsrpSession other = endpoint.newSession(false, "127.0.0.1", receiver);
            var stuck = other.send(message(50_000_000));
            other.start(MsrpRemote.of(deaf.path(), true));
            deaf.accept();
            var outcome = send(300);
            peer.answer(peer.accept().next(), MsrpStatus.OK);
            assertThat(of(outcome).isSuccess()).isTrue();
            assertThat(of(stuck)).extracting(MsrpOutcome::kind, MsrpOutcome::detail)
                    .containsExactly(Kind.TIMEOUT, "the peer does not read");
        }
    }

    @Test
    void noConnectionMeansThatNothingWasSent() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        session.start(MsrpRemote.of(MsrpPath.of(MsrpUri.of(false, "127.0.0.1", port, "x")), true));
        MsrpOutcome outcome = of(session.send(message(300)));
        assertThat(outcome).extracting(MsrpOutcome::kind, MsrpOutcome::octets, MsrpOutcome::lastChunkSent)
                .containsExactly(Kind.NO_CONNECTION, 0L, false);
        assertThat(outcome.detail()).contains("127.0.0.1:" + port);
    }

    @Test
    void aPassiveSessionWaitsForThePeerButNotForLong() throws Exception {
        start(SETTINGS.withConnectTimeout(Duration.ofMillis(200)));
        var outcome = session.send(message(300));
        session.start(MsrpRemote.of(peer.path(), false));
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::detail)
                .containsExactly(Kind.NO_CONNECTION, "the peer has not connected");
        assertThat(endpoint.sessions()).isZero();
    }

    @Test
    void contentThatIsShorterThanWasSaidIsAborted() throws Exception {
        var outcome = send(MsrpMessage.of("a/b", 5000, new ByteArrayInputStream(new byte[4999])));
        peer.accept();
        assertThat(List.of(peer.next(), peer.next(), peer.next())).extracting(ReadFrames.Frame::continuation)
                .containsExactly(Continuation.MORE, Continuation.MORE, Continuation.ABORT);
        assertThat(of(outcome).kind()).isEqualTo(Kind.CONTENT_FAILED);
    }

    @Test
    void contentThatIsLongerThanWasSaidIsAborted() throws Exception {
        var outcome = send(MsrpMessage.of("a/b", 4096, new ByteArrayInputStream(new byte[4097])));
        peer.accept();
        assertThat(List.of(peer.next(), peer.next())).extracting(ReadFrames.Frame::continuation)
                .containsExactly(Continuation.MORE, Continuation.ABORT);
        assertThat(of(outcome).kind()).isEqualTo(Kind.CONTENT_FAILED);
    }

    @Test
    void contentThatCannotBeReadIsAborted() throws Exception {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[2049]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        });
        var outcome = send(MsrpMessage.of("a/b", 10_000, broken));
        peer.accept();
        assertThat(peer.next().continuation()).isEqualTo(Continuation.MORE);
        assertThat(peer.next().continuation()).isEqualTo(Continuation.ABORT);
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::detail)
                .containsExactly(Kind.CONTENT_FAILED, "the content cannot be read: disk");
    }

    @Test
    void withoutFailureReportsNoResponseIsAwaited() throws Exception {
        var outcome = send(message(300).withReports(false, FailureReport.NO));
        assertThat(peer.accept().next().head().failureReport()).isEqualTo(FailureReport.NO);
        assertThat(of(outcome)).extracting(MsrpOutcome::kind, MsrpOutcome::isSuccess).containsExactly(Kind.SENT, true);
    }

    @Test
    void withPartialFailureReportsOnlyFailuresCount() throws Exception {
        PipedOutputStream source = new PipedOutputStream();
        var outcome = send(MsrpMessage.of("a/b", MsrpMessage.UNKNOWN, new PipedInputStream(source, 10_000))
                .withReports(false, FailureReport.PARTIAL));
        source.write(new byte[4097]);
        source.flush();
        ReadFrames.Frame chunk = peer.accept().next();
        peer.answer(peer.next(), MsrpStatus.FORBIDDEN);
        while (chunk.continuation() == Continuation.MORE) {
            source.write(new byte[2048]);
            source.flush();
            chunk = peer.next();
        }
        assertThat(chunk.continuation()).isEqualTo(Continuation.ABORT);
        assertThat(of(outcome).status()).isEqualTo(MsrpStatus.FORBIDDEN);
    }

    @Test
    void whatIsGivenUpIsAborted() throws Exception {
        start(SETTINGS.withWindow(1));
        var outcome = send(100_000);
        peer.accept().next();
        session.abort();
        assertThat(peer.next().continuation()).isEqualTo(Continuation.ABORT);
        assertThat(of(outcome).kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void theEndOfTheSessionAbortsAndClosesTheConnection() throws Exception {
        start(SETTINGS.withWindow(1));
        var outcome = send(100_000);
        peer.accept().next();
        session.close();
        assertThat(peer.next().continuation()).isEqualTo(Continuation.ABORT);
        peer.awaitEnd();
        assertThat(of(outcome).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(endpoint.sessions()).isZero();
        assertThat(of(session.send(message(1))).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(receiver.lost).isEmpty();
    }

    @Test
    void aSilentConnectionIsKeptAlive() throws Exception {
        start(SETTINGS.withKeepAlive(Duration.ofMillis(100)).withIdleTimeout(Duration.ofSeconds(5))
                .withConnectTimeout(Duration.ofMillis(400)));
        session.start(MsrpRemote.of(peer.path(), true));
        peer.answer(peer.accept().next(), MsrpStatus.OK);
        assertThat(peer.next().body()).isEmpty();
        assertThat(peer.next().head().value("Content-Type")).isNull();
    }

    @Test
    void aConnectionOnWhichNothingHappensIsClosed() throws Exception {
        start(SETTINGS.withIdleTimeout(Duration.ofMillis(200)));
        session.start(MsrpRemote.of(peer.path(), true));
        peer.answer(peer.accept().next(), MsrpStatus.OK);
        peer.awaitEnd();
        assertThat(receiver.nextLost()).startsWith("nothing has come");
    }

    @Test
    void sessionsMayShareAConnection() throws Exception {
        start(SETTINGS.withShareConnections(true));
        MsrpSession other = endpoint.newSession(false, "127.0.0.1", receiver);
        var first = send(300);
        ReadFrames.Frame send = peer.accept().next();
        var second = other.send(message(200));
        other.start(MsrpRemote.of(peer.path(), true));
        peer.answer(send, MsrpStatus.OK);
        peer.answer(peer.next(), MsrpStatus.OK);
        assertThat(of(first).isSuccess()).isTrue();
        assertThat(of(second).isSuccess()).isTrue();
        session.close();
        assertThat(endpoint.connections()).isOne();
        other.close();
        peer.awaitEnd();
        assertThat(endpoint.connections()).isZero();
    }

    private CompletableFuture<MsrpOutcome> send(int octets) {
        return send(message(octets));
    }

    private CompletableFuture<MsrpOutcome> send(MsrpMessage message) {
        CompletableFuture<MsrpOutcome> outcome = session.send(message);
        session.start(MsrpRemote.of(peer.path(), true));
        return outcome;
    }

    private static MsrpMessage message(int octets) {
        return MsrpMessage.of("message/cpim", octets, new ByteArrayInputStream(MsrpTransferTest.octets(octets)));
    }

    private static MsrpOutcome of(CompletableFuture<MsrpOutcome> outcome) throws Exception {
        return outcome.get(10, TimeUnit.SECONDS);
    }
}
