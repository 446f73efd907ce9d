package org.mailiwf.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.transport.IncomingMessage;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpListen;
import org.mailiwf.msrp.transport.MsrpRemote;
import org.mailiwf.msrp.transport.MsrpSession;
import org.mailiwf.msrp.transport.MsrpSettings;
import org.mailiwf.msrp.transport.MsrpSink;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.sip.SipConstants;

/** Against SIPp, whose SDP names a peer that speaks MSRP. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class MsrpSippIT extends MsrpTestSupport {

    private final BlockingQueue<Long> received = new LinkedBlockingQueue<>();
    private MsrpEndpoint far;
    private MsrpSession session;

    @BeforeEach
    void startFarSide() throws Exception {
        far = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), MsrpSettings.DEFAULTS, null);
        session = far.newSession(false, "127.0.0.1", this::sink);
    }

    @AfterEach
    void stopFarSide() {
        far.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void ringingThen200TakesTheMessageAndByeEndsTheSession(String transport) throws Exception {
        try (Sipp sipp = start("invite-answered", transport)) {
            Message outcome = send(sipp, "", "hello");

            assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
            assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
            assertThat(received).containsExactly(5L);
            await().until(() -> methods(sipp).equals(List.of("INVITE", "ACK", "BYE")));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"401, Unauthorized", "404, Not Found", "415, Unsupported Media Type", "486, Busy Here", "488, Not Acceptable Here",
        "603, Decline"})
    void aRefusalIsTheOutcomeAndIsAcknowledged(int status, String reason) throws Exception {
        try (Sipp sipp = Sipp.start("invite-refused", "udp")) {
            Message outcome = send(sipp, "", "hello", "sip:" + status + "@op.example");

            assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(status);
            assertThat(outcome.getHeader(SipConstants.REASON_PHRASE)).isEqualTo(reason);
            assertThat(outcome.getHeader(SipConstants.RETRY_AFTER)).isEqualTo(status == 486 ? 30 : null);
            assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isNull();
            await().until(() -> methods(sipp).equals(List.of("INVITE", "ACK")));
        }
    }

    @Test
    void a302IsFollowedWhereItMay() throws Exception {
        try (Sipp sipp = start("invite-redirected", "udp")) {
            assertThat(send(sipp, "&redirectDomains=op.example", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);

            await().until(() -> methods(sipp).equals(List.of("INVITE", "ACK", "INVITE", "ACK", "BYE")));
            assertThat(sipp.received().get(2).user()).isEqualTo("carol");
        }
    }

    @Test
    void whoDoesNotAnswerIsCancelled() throws Exception {
        try (Sipp sipp = start("invite-ringing", "udp")) {
            assertThat(send(sipp, "&answerTimeout=600", "hello").getHeader(SipConstants.STATUS_CODE)).isEqualTo(487);

            await().until(() -> methods(sipp).equals(List.of("INVITE", "CANCEL", "ACK")));
        }
    }

    @Test
    void byeInMidTransferIsAFailure() throws Exception {
        try (Sipp sipp = start("invite-hangs-up", "udp")) {
            Message outcome = send(sipp, "", new InputStream() {
                @Override
                public int read() {
                    return 'x';
                }
            });

            assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
            assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.BYE);
            assertThat(received).isEmpty();
        }
    }

    private Sipp start(String scenario, String transport) {
        MsrpUri own = session.localPath().first();
        return Sipp.start(scenario, transport, "-key", "msrp_port", Integer.toString(own.portOrDefault()), "-key", "msrp_path",
                MsrpPath.of(own).toString());
    }

    private Message send(Sipp sipp, String options, Object body) throws Exception {
        return send(sipp, options, body, "sip:bob@op.example");
    }

    private Message send(Sipp sipp, String options, Object body, String requestUri) throws Exception {
        CompletableFuture<Exchange> sent = sendAsync(options, body, Map.of(SipConstants.NEXT_HOP, sipp.uri(),
                SipConstants.REQUEST_URI, requestUri, MsrpConstants.CONTENT_TYPE, "text/plain"));
        await().until(() -> !sipp.received().isEmpty());
        String offer = sipp.received().get(0).body();
        session.start(MsrpRemote.of(MsrpDescription.parse(offer.getBytes(StandardCharsets.UTF_8)).path(), false));
        return sent.get(20, TimeUnit.SECONDS).getMessage();
    }

    private static List<String> methods(Sipp sipp) {
        return sipp.received().stream().map(SipMessage::startLine).map(line -> line.substring(0, line.indexOf(' ')))
                .filter(method -> !method.startsWith("SIP/")).toList();
    }

    private MsrpSink sink(IncomingMessage message) {
        return new MsrpSink() {

            @Override
            public void octets(long position, byte[] octets, int offset, int length) {
                // only their number counts here
            }

            @Override
            public CompletionStage<MsrpStatus> end(long length) {
                received.add(length);
                return CompletableFuture.completedFuture(MsrpStatus.OK);
            }

            @Override
            public void aborted(String why) {
                // as the sender wants it
            }
        };
    }
}
