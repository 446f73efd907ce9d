package org.mailiwf.msrp.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** RFC 4975 section 9, from the octets to the values. */
class MsrpDecoderTest {

    private static final String SEND = """
            MSRP a8Kd02LmQx9Z SEND
            To-Path: msrp://203.0.113.77:40002/b7Tn4xAa1;tcp
            From-Path: msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp
            Message-ID: Lm5Vd0pYc7Hs2Ke1
            Success-Report: no
            Failure-Report: yes
            Byte-Range: 1-5/4189
            Content-Type: message/cpim

            Hello
            -------a8Kd02LmQx9Z+
            """;

    @Test
    void aSendIsAHeadABodyAndAFlag() throws Exception {
        ReadFrames.Frame frame = only(SEND);
        MsrpHead head = frame.head();
        assertThat(head.transactionId()).isEqualTo("a8Kd02LmQx9Z");
        assertThat(head.isResponse()).isFalse();
        assertThat(head.method()).isEqualTo("SEND");
        assertThat(head.toPath()).hasToString("msrp://203.0.113.77:40002/b7Tn4xAa1;tcp");
        assertThat(head.fromPath().last().sessionId()).isEqualTo("k3Jd9sW2pQ");
        assertThat(head.messageId()).isEqualTo("Lm5Vd0pYc7Hs2Ke1");
        assertThat(head.successReport()).isFalse();
        assertThat(head.failureReport()).isEqualTo(FailureReport.YES);
        assertThat(head.byteRange()).isEqualTo(new ByteRange(1, 5, 4189));
        assertThat(head.value("content-type")).isEqualTo("message/cpim");
        assertThat(frame.body()).asString().isEqualTo("Hello");
        assertThat(frame.continuation()).isEqualTo(Continuation.MORE);
    }

    @Test
    void aResponseHasAStatusAndNoBody() throws Exception {
        ReadFrames.Frame frame = only("""
                MSRP a8Kd02LmQx9Z 413 Stop, please
                To-Path: msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp
                From-Path: msrp://203.0.113.77:40002/b7Tn4xAa1;tcp
                -------a8Kd02LmQx9Z$
                """);
        assertThat(frame.head().isResponse()).isTrue();
        assertThat(frame.head().status()).isEqualTo(new MsrpStatus(413, "Stop, please"));
        assertThat(frame.body()).isEmpty();
        assertThat(frame.continuation()).isEqualTo(Continuation.END);
    }

    @Test
    void aResponseNeedsNoComment() throws Exception {
        assertThat(only("MSRP abcd 200\n-------abcd$\n").head().status()).isEqualTo(new MsrpStatus(200, ""));
    }

    @Test
    void aReportTellsAStatusOfNamespace000() throws Exception {
        MsrpHead head = only("""
                MSRP q6Jn18RbXs2M REPORT
                To-Path: msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp
                From-Path: msrp://203.0.113.77:40002/b7Tn4xAa1;tcp
                Message-ID: Lm5Vd0pYc7Hs2Ke1
                Byte-Range: 1-4189/4189
                Status: 000 200 OK
                -------q6Jn18RbXs2M$
                """).head();
        assertThat(head.method()).isEqualTo("REPORT");
        assertThat(head.reportedStatus()).isEqualTo(MsrpStatus.OK);
    }

    @Test
    void aStatusOfAnotherNamespaceIsNotUnderstood() throws Exception {
        MsrpHead head = only("MSRP abcd REPORT\nStatus: 001 200 OK\n-------abcd$\n").head();
        assertThatThrownBy(head::reportedStatus).isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void aSendWithoutABodyHasNoEmptyLine() throws Exception {
        ReadFrames.Frame frame = only("MSRP abcd SEND\nMessage-ID: 1234\n-------abcd$\n");
        assertThat(frame.head().value("Content-Type")).isNull();
        assertThat(frame.body()).isEmpty();
        assertThat(frame.head().byteRange()).isEqualTo(new ByteRange(1, ByteRange.UNKNOWN, ByteRange.UNKNOWN));
    }

    @Test
    void anEmptyBodyIsTheCrLfBeforeTheEndLine() throws Exception {
        assertThat(only("MSRP abcd SEND\nContent-Type: text/plain\n\n\n-------abcd$\n").body()).isEmpty();
    }

    @Test
    void theEmptyLineBeforeABodyServesWhereASenderLeavesTheOtherOut() throws Exception {
        assertThat(only("MSRP abcd SEND\nContent-Type: text/plain\n\n-------abcd$\n").body()).isEmpty();
    }

    @Test
    void theAbortFlagEndsAFrame() throws Exception {
        assertThat(only("MSRP abcd SEND\nContent-Type: text/plain\n\nxx\n-------abcd#\n").continuation()).isEqualTo(Continuation.ABORT);
    }

    /** Of the transaction abcd. */
    @ParameterizedTest
    @ValueSource(strings = {"-------abcd", "\n-------abcd", "\n-------abcd!\n", "\n-------abce$\n", "\n--------abcd$\n",
        "\n------abcd$\n", "x-------abcd$\n", "\n-------abcd$x", "\n-------abcd$\r", "-------", "\n-------", "----------------------------",
        "\n", "\n\n\n\n", "\r", "\n-------ABCD$\n", "\n-------abcd$$\n", " -------abcd$\n", "-"})
    void whatLooksLikeAnEndLineIsBody(String body) throws Exception {
        String content = body.replace("\n", "\r\n");
        byte[] octets = ("MSRP abcd SEND\r\nContent-Type: a/b\r\n\r\n" + content + "\r\n-------abcd$\r\n").getBytes(StandardCharsets.UTF_8);
        for (int piece = 1; piece <= octets.length; piece++) {
            List<ReadFrames.Frame> frames = new ReadFrames().feed(octets, piece).frames();
            assertThat(frames).hasSize(1);
            assertThat(frames.get(0).body()).asString().isEqualTo(content);
        }
    }

    @Test
    void theEndLineOfAnotherTransactionIsBody() throws Exception {
        assertThat(only("MSRP abcd SEND\nContent-Type: a/b\n\nMSRP wxyz SEND\n-------wxyz$\n\n-------abcd$\n").body()).asString()
                .isEqualTo("MSRP wxyz SEND\r\n-------wxyz$\r\n");
    }

    @Test
    void framesFollowEachOther() throws Exception {
        List<ReadFrames.Frame> frames = new ReadFrames().feed(wire(SEND + "MSRP abcd 200 OK\n-------abcd$\n" + SEND), 7).frames();
        assertThat(frames).extracting(frame -> frame.head().transactionId()).containsExactly("a8Kd02LmQx9Z", "abcd", "a8Kd02LmQx9Z");
    }

    @Test
    void emptyLinesBetweenFramesAreReadOver() throws Exception {
        assertThat(new ReadFrames().feed(wire("\n\n" + SEND + "\n\n" + SEND), 1).frames()).hasSize(2);
    }

    @Test
    void theStreamMayEndBetweenFramesOnly() throws Exception {
        byte[] octets = wire(SEND);
        ReadFrames reader = new ReadFrames();
        assertThat(reader.isBetweenFrames()).isTrue();
        reader.feed(Arrays.copyOf(octets, octets.length - 1), 10);
        assertThat(reader.isBetweenFrames()).isFalse();
        reader.feed(new byte[] {'\n'}, 1);
        assertThat(reader.isBetweenFrames()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET / HTTP/1.1\n", "MSRP abc SEND\n", "MSRP abcd\n", "MSRP abcd send\n", "MSRP abcd 20 OK\n", "MSRP abcd 099 No\n",
                "msrp abcd SEND\n",
        "MSRP  abcd SEND\n", "MSRP -bcd SEND\n", "MSRP abcd! SEND\n", "MSRP abcdefghijklmnopqrstuvwxyz1234567 SEND\n", "MSRP abcd SEND \n",
        "MSRP abcd SEND\nno colon\n", "MSRP abcd SEND\n: value\n", "MSRP abcd SEND\nTo Path: x\n", "MSRP abcd SEND\n-------abce$\n",
        "MSRP abcd SEND\nTo-Path: a\u0000b\n", "MSRP abcd SEND\nTo-Path: a\rb\n", "\u0000\n"})
    void whatIsNoMsrpEndsTheStream(String text) {
        assertThatThrownBy(() -> new ReadFrames().feed(wire(text), 3)).isInstanceOf(MsrpSyntaxException.class)
                .message().matches("[ -~]+");
    }

    @Test
    void aLineEndsWithCrLf() {
        assertThatThrownBy(() -> new ReadFrames().feed("MSRP abcd SEND\nTo-Path: x\r\n".getBytes(StandardCharsets.UTF_8), 100))
                .isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void aLineIsBounded() throws Exception {
        int room = MsrpDecoder.MAX_LINE - "Subject: \r\n".length();
        assertThat(only("MSRP abcd SEND\nSubject: " + "x".repeat(room) + "\n-------abcd$\n").head().value("Subject")).hasSize(room);
        assertThatThrownBy(() -> only("MSRP abcd SEND\nSubject: " + "x".repeat(room + 1) + "\n-------abcd$\n"))
                .isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(() -> only("x".repeat(1_000_000))).isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void aHeadIsBounded() throws Exception {
        assertThat(only("MSRP abcd SEND\n" + "X: y\n".repeat(MsrpDecoder.MAX_FIELDS) + "-------abcd$\n").head().fields())
                .hasSize(MsrpDecoder.MAX_FIELDS);
        assertThatThrownBy(() -> only("MSRP abcd SEND\n" + "X: y\n".repeat(MsrpDecoder.MAX_FIELDS + 1)))
                .isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(() -> only("MSRP abcd SEND\n" + ("X: " + "y".repeat(5000) + "\n").repeat(4)))
                .isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void aFieldMayHaveSpaceAroundItsValueOrNone() throws Exception {
        MsrpHead head = only("MSRP abcd SEND\nMessage-ID:1234\nStatus:  000 200 OK \n-------abcd$\n").head();
        assertThat(head.messageId()).isEqualTo("1234");
        assertThat(head.reportedStatus()).isEqualTo(MsrpStatus.OK);
    }

    @Test
    void aBodyOfAnySizeIsReadWithOneBuffer() throws Exception {
        ReadFrames reader = new ReadFrames();
        reader.feed(wire("MSRP abcd SEND\nContent-Type: a/b\n\n"), 1000);
        byte[] piece = "\r\n-------abcx$".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) {
            reader.feed(piece, 1461);
        }
        reader.feed(wire("\n-------abcd$\n"), 1);
        assertThat(reader.frames().get(0).body()).hasSize(piece.length * 100);
    }

    static byte[] wire(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ReadFrames.Frame only(String text) throws IOException {
        byte[] octets = wire(text);
        ReadFrames.Frame whole = null;
        for (int piece : new int[] {1, 2, 13, octets.length}) {
            List<ReadFrames.Frame> frames = new ReadFrames().feed(octets, piece).frames();
            assertThat(frames).hasSize(1);
            whole = frames.get(0);
        }
        return whole;
    }
}
