package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.ReadFrames;
import org.mailiwf.peer.SmtpClient;

/**
 * What the sender of a mail is told when the far side takes the INVITE and then not the message, or not all of it; through the whole
 * gateway. The mail is larger than what may wait for its responses, so that it can fail in mid-transfer.
 */
class LargeMessageFailureIT {

    private static final String[] MAIL = ("From: alice@corp.example\nSubject: large\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\n\nHello\n--b\nContent-Type: application/octet-stream; name=large.bin\n\n"
            + ("x".repeat(99) + "\n").repeat(20_000) + "--b--").split("\n", -1);

    private static MsrpFarSide farSide;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        farSide = MsrpFarSide.start();
        gateway = TestGateway.start(farSide.uri(), "iwf.timeout.large", "3s");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        farSide.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "400, 554 5.5.0, Protocol error at messaging network",
        "403, 550 5.7.1, Message refused by recipient",
        "408, 451 4.4.2, Transfer timed out",
        "413, 552 5.3.4, Message too large for recipient",
        "415, 554 5.6.1, Content type not supported by recipient",
        "423, 554 5.5.0, Protocol error at messaging network",
        "499, 554 5.5.0, Protocol error at messaging network",
        "501, 554 5.3.3, Recipient system does not support this transfer",
    })
    void aRefusalInMidTransferStopsIt(int status, String code, String text) throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.answer(peer.accept().next(), new MsrpStatus(status, "No"));
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith(code + " ").contains(text + " (MSRP " + status + ")");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"403, 550 5.7.1", "408, 451 4.4.2", "413, 552 5.3.4", "415, 554 5.6.1"})
    void aReportOfFailureInMidTransferStopsIt(int status, String code) throws Exception {
        farSide.plays((peer, call, invite) -> {
            ReadFrames.Frame first = peer.accept().next();
            peer.report(first, "1-" + first.body().length + "/*", "000 " + status + " No");
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith(code + " ").contains(" (MSRP " + status + ")");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    @Test
    void aReportOfFailureInsteadOfTheLastResponseCounts() throws Exception {
        farSide.plays((peer, call, invite) -> {
            ReadFrames.Frame last = farSide.untilLastChunk(peer.accept());
            peer.report(last, "1-*/*", "000 403 No");
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith("550 5.7.1 ");
        assertThat(farSide.invites()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"200, 250 2.6.0", "403, 550 5.7.1", "408, 451 4.4.2"})
    void aReportBehindTheLastResponseCountsWhereItIsWaitedFor(int status, String code) throws Exception {
        farSide.plays((peer, call, invite) -> {
            ReadFrames.Frame last = farSide.untilLastChunk(peer.accept());
            peer.answer(last, MsrpStatus.OK);
            peer.report(last, "1-*/*", "000 " + status + " So");
            farSide.drain(peer);
        });

        try (Gateway waiting = TestGateway.start(farSide.uri(), "iwf.msrp.wait-for-report", "true")) {
            assertThat(reply(waiting)).startsWith(code + " ");
        }
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).hasSize(1);
    }

    @Test
    void a413WithinTheMaxSizeIsAMessageThatIsNotWanted() throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.answer(peer.accept().next(), MsrpStatus.STOP_SENDING);
            farSide.drain(peer);
        }).withMaxSize(100_000_000);

        assertThat(reply()).startsWith("550 5.7.1 ").contains("Message refused by recipient");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"481", "506"})
    void aLostSessionIsReplacedOnce(int status) throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.answer(peer.accept().next(), new MsrpStatus(status, "Gone"));
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Session lost (MSRP " + status + ")");
        assertThat(farSide.invites()).isEqualTo(2);
        assertThat(farSide.messages()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"481", "506"})
    void theSecondSessionTakesTheWholeMessage(int status) throws Exception {
        farSide.plays((peer, call, invite) -> {
            if (invite == 1) {
                peer.answer(peer.accept().next(), new MsrpStatus(status, "Gone"));
                farSide.drain(peer);
            } else {
                farSide.takeWhole(peer);
            }
        });

        assertThat(reply()).startsWith("250 2.6.0 ");
        assertThat(farSide.invites()).isEqualTo(2);
        assertThat(farSide.messages()).singleElement().extracting(MsrpFarSide.Message::content).asString().contains("\r\n\r\nHello")
                .hasSizeGreaterThan(2_000_000);
    }

    @Test
    void silenceAfterTheLastChunkIsTemporaryAndNotTriedAgain() throws Exception {
        farSide.plays((peer, call, invite) -> {
            farSide.untilLastChunk(peer.accept());
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Transfer timed out");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).hasSize(1);
    }

    @Test
    void aFarSideThatDoesNotReadRunsIntoTheTimeOfTheTransfer() throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.accept();
            call.ended().join();
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Transfer timed out");
        assertThat(farSide.invites()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsLostInMidTransferIsTemporaryAndNotTriedAgain() throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.accept().next();
            peer.reset();
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Connection to messaging network lost");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostAfterTheLastChunkIsTemporaryAndNotTriedAgain() throws Exception {
        farSide.plays((peer, call, invite) -> {
            farSide.untilLastChunk(peer.accept());
            peer.reset();
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Connection to messaging network lost");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).hasSize(1);
    }

    @Test
    void aConnectionThatIsLostAfterTheLastResponseIsNoFailure() throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.answer(farSide.untilLastChunk(peer.accept()), MsrpStatus.OK);
            peer.close();
        });

        assertThat(reply()).startsWith("250 2.6.0 ");
        assertThat(farSide.invites()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 400 Bad Request", "'MSRP '", "MSRP x SEND"})
    void garbageEndsTheTransfer(String line) throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.accept().next();
            peer.write((line + "\r\n\r\n").repeat(10).getBytes(StandardCharsets.US_ASCII));
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Connection to messaging network lost");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    @Test
    void byeInMidTransferIsTemporaryAndNotTriedAgain() throws Exception {
        farSide.plays((peer, call, invite) -> {
            peer.accept().next();
            call.end();
            farSide.drain(peer);
        });

        assertThat(reply()).startsWith("451 4.4.2 ").contains("Transfer interrupted");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    @Test
    void aPathWhereNobodyListensIsTemporary() throws Exception {
        farSide.plays((peer, call, invite) -> {
            // its port is closed with the script
        });

        assertThat(reply()).startsWith("451 4.4.1 ").contains("Cannot reach messaging network");
        assertThat(farSide.invites()).isEqualTo(1);
    }

    private static String reply() throws IOException {
        return reply(gateway);
    }

    private static String reply(Gateway to) throws IOException {
        try (SmtpClient client = SmtpClient.greeted(to.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", MAIL).line();
        }
    }
}
