package org.mailiwf.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.sdp.ConnectionAddress;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.sdp.MsrpMedia;
import org.mailiwf.msrp.sdp.SdpException;
import org.mailiwf.msrp.sdp.Setup;
import org.mailiwf.msrp.transport.IncomingMessage;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpListen;
import org.mailiwf.msrp.transport.MsrpReceiver;
import org.mailiwf.msrp.transport.MsrpRemote;
import org.mailiwf.msrp.transport.MsrpSession;
import org.mailiwf.msrp.transport.MsrpSettings;
import org.mailiwf.msrp.transport.MsrpSink;
import org.mailiwf.sip.IncomingCall;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipResponse;

/** What becomes of a message when the far side does not do as it should. */
class MsrpFailureTest extends MsrpTestSupport {

    private MsrpEndpoint far;
    private final AtomicInteger invites = new AtomicInteger();

    @Override
    void configure() {
        sender.msrp.setResponseTimeout(1500);
        sender.msrp.setConnectTimeout(1500);
    }

    @BeforeEach
    void startFarSide() throws Exception {
        far = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), MsrpSettings.DEFAULTS, null);
    }

    @AfterEach
    void stopFarSide() {
        far.close();
    }

    @Test
    void byeInMidTransferIsTold() throws Exception {
        answer((call, message) -> {
            call.end();
            return MsrpStatus.OK;
        });

        Message outcome = send("", endless());

        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.BYE);
        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isNull();
    }

    @Test
    void aByeThatOvertakesTheLastResponseIsNoFailure() throws Exception {
        answer((call, message) -> {
            call.end();
            return MsrpStatus.OK;
        });

        Message outcome = send("", "hello");

        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isNull();
    }

    @Test
    void aRefusalIsToldWithItsStatus() throws Exception {
        answer((call, message) -> new MsrpStatus(403, "Not you"));

        Message outcome = send("", "hello");

        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(403);
        assertThat(outcome.getHeader(MsrpConstants.REASON_PHRASE)).isEqualTo("Not you");
    }

    @Test
    void a481IsTriedOnceMoreWithAnotherSession() throws Exception {
        answer((call, message) -> invites.get() == 1 ? MsrpStatus.NO_SESSION : MsrpStatus.OK);

        assertThat(send("", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(invites).hasValue(2);
    }

    @Test
    void a481ForTheSecondTimeIsTheOutcome() throws Exception {
        answer((call, message) -> MsrpStatus.NO_SESSION);

        assertThat(send("", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(481);
        assertThat(invites).hasValue(2);
    }

    @Test
    void silenceIsA408() throws Exception {
        answer((call, message) -> null);

        Message outcome = send("", "hello");

        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(408);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.TIMEOUT);
    }

    @Test
    void theTimeOfTheExchangeEndsATransfer() throws Exception {
        answer((call, message) -> null);

        Message outcome = send("", "hello", Map.of(MsrpConstants.TIMEOUT, 500L));

        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(408);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.TIMEOUT);
        await().until(() -> sender.msrp.sessions() == 0);
    }

    @Test
    void whoIsNotThereThoughTheAnswerSaysSoIsATransportFailure() throws Exception {
        receiver.sip.takeCalls("", call -> accept(call, far(call, MsrpReceiver.NONE).localPath(), 9));

        Message outcome = send("", "hello");

        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.TRANSPORT);
        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void anAnswerWithoutMsrpIs488AndEndsTheSession() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        receiver.sip.takeCalls("", call -> {
            call.ended().thenAccept(ended::complete);
            call.accept("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=message 0 TCP/MSRP *\r\n".getBytes(StandardCharsets.UTF_8),
                    "application/sdp");
        });

        Message outcome = send("", "hello");

        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(488);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.ANSWER);
        assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoRingsAndDoesNotAnswerIsCancelled() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        receiver.sip.takeCalls("", call -> {
            call.ended().thenAccept(ended::complete);
            call.ring();
        });

        Message outcome = send("&answerTimeout=500", "hello");

        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(487);
        assertThat(outcome.getHeader(SipConstants.FAILURE)).isNull();
        assertThat(ended.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aRefusedInviteIsTheOutcomeWithItsRetryAfter() throws Exception {
        receiver.sip.takeCalls("", call -> call.refuse(new SipResponse(486, "Busy Here",
                List.of(new org.mailiwf.sip.SipField("Retry-After", "60")))));

        Message outcome = send("", "hello");

        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(486);
        assertThat(outcome.getHeader(SipConstants.RETRY_AFTER)).isEqualTo(60);
        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isNull();
    }

    @Test
    void aFarSideThatConnectsItselfIsWaitedFor() throws Exception {
        receiver.sip.takeCalls("", call -> {
            MsrpSession session = far(call, receiver((each, message) -> MsrpStatus.OK, call));
            MsrpMedia offer = offer(call);
            accept(call, MsrpMedia.of(session.localPath(), List.of("*"), ConnectionAddress.of("127.0.0.1")).withSetup(Setup.ACTIVE));
            session.start(MsrpRemote.of(offer.path(), true));
        });

        assertThat(send("", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void afterAll200sAnAbandonedExchangeLeavesNothingBehind() throws Exception {
        answer((call, message) -> MsrpStatus.OK);
        CompletableFuture<Exchange> sent = sendAsync("", "hello", Map.of());
        sent.get(10, TimeUnit.SECONDS);

        await().atMost(Duration.ofSeconds(5)).until(() -> sender.msrp.sessions() == 0 && sender.msrp.connections() == 0
                && far.connections() == 0);
    }

    /** What the far side answers to the last chunk; {@code null}: nothing. */
    private interface Script {
        MsrpStatus answer(IncomingCall call, IncomingMessage message);
    }

    private void answer(Script script) throws Exception {
        Consumer<IncomingCall> handler = call -> {
            invites.incrementAndGet();
            MsrpSession session = far(call, receiver(script, call));
            MsrpMedia offer = offer(call);
            accept(call, session.localPath(), session.localPath().first().portOrDefault());
            session.start(MsrpRemote.of(offer.path(), false));
        };
        receiver.sip.takeCalls("", handler);
    }

    private MsrpSession far(IncomingCall call, MsrpReceiver messages) {
        try {
            return far.newSession(false, "127.0.0.1", messages);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MsrpMedia offer(IncomingCall call) {
        try {
            return MsrpDescription.parse(call.request().body()).media();
        } catch (SdpException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void accept(IncomingCall call, MsrpPath path, int port) {
        accept(call, MsrpMedia.of(path, List.of("*"), ConnectionAddress.of("127.0.0.1")).withSetup(Setup.PASSIVE).withPort(port).withCema(true));
    }

    private static void accept(IncomingCall call, MsrpMedia media) {
        call.accept(MsrpDescription.offer(1, media).encode(), "application/sdp");
    }

    private static MsrpReceiver receiver(Script script, IncomingCall call) {
        return message -> new MsrpSink() {

            private boolean asked;

            @Override
            public void octets(long position, byte[] octets, int offset, int length) {
                if (message.length() < 0 && !asked) {
                    asked = true;
                    script.answer(call, message);
                }
            }

            @Override
            public CompletionStage<MsrpStatus> end(long length) {
                MsrpStatus status = script.answer(call, message);
                return status == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(status);
            }

            @Override
            public void aborted(String why) {
                // as the sender wants it
            }
        };
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }
}
