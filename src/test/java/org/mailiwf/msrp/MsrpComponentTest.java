package org.mailiwf.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.MessageHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.TestKey;

/** From one gateway to the other. */
class MsrpComponentTest extends MsrpTestSupport {

    private static final String CONSUMER = "msrp:message?acceptTypes=message/cpim text/*";

    private record Received(Map<String, Object> headers, byte[] body) {
    }

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    @Test
    void aMessageArrivesWithItsHeadersAndTheAnswersAreTheOutcome() throws Exception {
        take(CONSUMER);

        Message outcome = send("", "From: x\r\n\r\nhello", Map.of(SipConstants.HEADER_PREFIX + "Subject", "Minutes",
                MsrpConstants.MESSAGE_ID, "Lm5Vd0pYc7Hs2Ke1"));

        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isNull();
        assertThat(outcome.getHeader(MsrpConstants.OCTETS)).isEqualTo(16L);
        Received message = next();
        assertThat(message.body()).asString().isEqualTo("From: x\r\n\r\nhello");
        assertThat(message.headers()).containsEntry(MsrpConstants.MESSAGE_ID, "Lm5Vd0pYc7Hs2Ke1").containsEntry("Subject", "Minutes")
                .containsEntry("Content-Type", "message/cpim").containsEntry(SipConstants.REQUEST_URI, "sip:bob@op.example")
                .containsEntry(SipConstants.FROM, "\"Alice\" <sip:alice%40corp.example@iwf.op.example>")
                .containsEntry(SipConstants.CALL_ID, outcome.getHeader(SipConstants.CALL_ID)).containsEntry(MsrpConstants.OCTETS, 16L);
        await().until(() -> sender.msrp.sessions() == 0 && receiver.msrp.sessions() == 0);
    }

    @Test
    void aLargeStreamArrivesBitForBit() throws Exception {
        take(CONSUMER);
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);

        Message outcome = send("", new ByteArrayInputStream(content));

        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(next().body()).isEqualTo(content);
    }

    @Test
    void aMessageOverTheThresholdIsReadTwiceFromTheSpoolOfWhichNothingIsLeft(@TempDir Path spool)
            throws Exception {
        receiver.msrp.setSpoolDirectory(spool.toString());
        BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
        receiver.route(CONSUMER, exchange -> {
            lengths.add(exchange.getMessage().getBody(byte[].class).length);
            MessageHelper.resetStreamCache(exchange.getMessage());
            lengths.add(exchange.getMessage().getBody(byte[].class).length);
        });

        send("", new byte[200_000]);

        assertThat(lengths).containsExactly(200_000, 200_000);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void contentIsChosenByWhatTheFarSideTakes() throws Exception {
        take(CONSUMER + "&acceptWrappedTypes=text/plain image/*&maxSize=5000");
        List<Object> asked = new CopyOnWriteArrayList<>();

        send("", (MsrpContent) (types, wrapped, maxSize) -> {
            asked.addAll(List.of(types, wrapped, maxSize));
            return new MsrpContent.Body("text/html", MsrpContent.Body.UNKNOWN, () -> new ByteArrayInputStream(new byte[3000]));
        });

        assertThat(asked).containsExactly(List.of("message/cpim", "text/*"), List.of("text/plain", "image/*"), 5000L);
        assertThat(next().headers()).containsEntry(MsrpConstants.CONTENT_TYPE, "text/html");
    }

    @Test
    void whatTheFarSideDoesNotTakeIsNotSent() throws Exception {
        take(CONSUMER + "&maxSize=10");

        Message type = send("", "x", Map.of(MsrpConstants.CONTENT_TYPE, "image/png"));
        Message size = send("", "0123456789a");
        Message chosen = send("", (MsrpContent) (types, wrapped, maxSize) -> new MsrpContent.Refusal(415, "nothing fits"));

        assertThat(type.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(415);
        assertThat(size.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(413);
        assertThat(chosen.getHeader(MsrpConstants.REASON_PHRASE)).isEqualTo("nothing fits");
        assertThat(size.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(received).isEmpty();
    }

    @Test
    void aMessageWhoseLengthNobodyKnewIsStoppedAtTheLimit() throws Exception {
        take(CONSUMER + "&maxSize=100000");

        Message outcome = send("", new ByteArrayInputStream(new byte[1_000_000]));

        assertThat(outcome.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(413);
        assertThat(outcome.getHeader(MsrpConstants.FAILURE)).isNull();
        assertThat(received).isEmpty();
    }

    @Test
    void theRouteDecidesWhatTheLastChunkIsAnswered() throws Exception {
        receiver.route(CONSUMER, exchange -> {
            if (exchange.getMessage().getBody(String.class).equals("fail")) {
                throw new IllegalStateException("broken route");
            }
            exchange.getMessage().setHeader(MsrpConstants.STATUS_CODE, 413);
        });

        Message refused = send("", "unwanted");
        Message failed = send("", "fail");

        assertThat(refused.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(413);
        assertThat(refused.getHeader(MsrpConstants.FAILURE)).isEqualTo(MsrpFailure.UNDESIRED);
        assertThat(failed.getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(408);
    }

    @Test
    void theResponseWaitsForTheRoute() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        receiver.route(CONSUMER, exchange -> {
            taken.countDown();
            go.await();
        });

        CompletableFuture<Exchange> sent = sendAsync("", "hello", Map.of());
        assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent).isNotDone();
        go.countDown();

        assertThat(sent.get(10, TimeUnit.SECONDS).getMessage().getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void moreSessionsThanAllowedAre480() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        receiver.route(CONSUMER + "&maxIncoming=1", exchange -> {
            taken.countDown();
            go.await();
        });
        CompletableFuture<Exchange> first = sendAsync("", "one", Map.of());
        assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();

        Message second = send("", "two");
        go.countDown();

        assertThat(second.getHeader(SipConstants.STATUS_CODE)).isEqualTo(480);
        assertThat(second.getHeader(SipConstants.RETRY_AFTER)).isEqualTo(5);
        assertThat(second.getHeader(MsrpConstants.STATUS_CODE)).isNull();
        assertThat(first.get(10, TimeUnit.SECONDS).getMessage().getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void whatNobodyTakesIs405AndASilentHostATransportFailure() throws Exception {
        receiver.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:MESSAGE").log("x");
            }
        });
        assertThat(send("", "hello").getHeader(SipConstants.STATUS_CODE)).isEqualTo(405);

        Message unreachable = send("", "hello", Map.of(SipConstants.NEXT_HOP, "sip:127.0.0.1:9;transport=tcp"));
        assertThat(unreachable.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
    }

    @Test
    void contentThatBreaksFailsTheExchange() throws Exception {
        take(CONSUMER);

        assertThatThrownBy(() -> send("", new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        })).isInstanceOf(IOException.class);
        assertThat(received).isEmpty();
        await().until(() -> sender.msrp.sessions() == 0 && receiver.msrp.sessions() == 0);
    }

    @Test
    void aPathThatIsNoAddressIsConnectedByItsMediaLine() throws Exception {
        take(CONSUMER);
        sender.msrp.setSdpProfile(SdpProfile.IMS24247);

        assertThat(send("", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void aSecureMessageGoesByTlsToTheCertificateThatTheSdpNames(@TempDir Path keys) throws Exception {
        receiver.msrp.setListen("tls:127.0.0.1:0");
        for (Gateway each : List.of(sender, receiver)) {
            each.msrp.setTlsKeyStore(TestKey.create(keys, "ip:127.0.0.1").pkcs12());
            each.msrp.setTlsKeyStorePassword(TestKey.PASSWORD);
        }
        take(CONSUMER);

        assertThat(send("&secure=true", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(next().body()).asString().isEqualTo("hello");
    }

    @Test
    void aReportOfSuccessIsWaitedFor() throws Exception {
        take(CONSUMER);
        sender.msrp.setSuccessReport(true);

        assertThat(send("", "hello").getHeader(MsrpConstants.STATUS_CODE)).isEqualTo(200);
    }

    private void take(String uri) throws Exception {
        receiver.route(uri, exchange -> received.add(new Received(Map.copyOf(withoutNulls(exchange.getMessage().getHeaders())),
                exchange.getMessage().getBody(byte[].class))));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> headers) {
        Map<String, Object> present = new HashMap<>(headers);
        present.values().removeIf(Objects::isNull);
        return present;
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
