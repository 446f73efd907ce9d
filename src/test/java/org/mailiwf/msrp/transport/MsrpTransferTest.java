package org.mailiwf.msrp.transport;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** Two endpoints of ours, and messages between them. */
class MsrpTransferTest {

    private static final String LOOPBACK = "127.0.0.1";

    private final ReceivedMessages atAlice = new ReceivedMessages();
    private final ReceivedMessages atBob = new ReceivedMessages();
    private MsrpEndpoint alices;
    private MsrpEndpoint bobs;
    private MsrpSession alice;
    private MsrpSession bob;

    @BeforeEach
    void start() throws Exception {
        start(MsrpSettings.DEFAULTS);
    }

    private void start(MsrpSettings settings) throws Exception {
        stop();
        alices = MsrpEndpoint.start(List.of(), settings, null);
        bobs = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), settings, null);
        alice = alices.newSession(false, LOOPBACK, atAlice);
        bob = bobs.newSession(false, LOOPBACK, atBob);
    }

    private void connect() {
        bob.start(MsrpRemote.of(alice.localPath(), false));
        alice.start(MsrpRemote.of(bob.localPath(), true));
    }

    @AfterEach
    void stop() {
        if (alices != null) {
            alices.close();
            bobs.close();
        }
    }

    @Test
    void aMessageOfManyChunksArrivesBitForBit() throws Exception {
        byte[] content = octets(3_000_001);
        connect();
        MsrpOutcome outcome = send(alice, content, content.length);
        assertThat(outcome).isEqualTo(new MsrpOutcome(MsrpOutcome.Kind.DELIVERED, MsrpStatus.OK, false, content.length, true, "delivered"));
        ReceivedMessages.Received received = atBob.next();
        assertThat(received.content()).isEqualTo(content);
        assertThat(received.message().contentType()).isEqualTo("message/cpim");
        assertThat(received.message().length()).isEqualTo(content.length);
    }

    @Test
    void aMessageOfUnknownLengthArrives() throws Exception {
        byte[] content = octets(200_000);
        connect();
        assertThat(send(alice, content, MsrpMessage.UNKNOWN).kind()).isEqualTo(MsrpOutcome.Kind.DELIVERED);
        ReceivedMessages.Received received = atBob.next();
        assertThat(received.content()).isEqualTo(content);
        assertThat(received.message().length()).isEqualTo(MsrpMessage.UNKNOWN);
    }

    @Test
    void theSideThatWasConnectedToSendsOverTheSameConnection() throws Exception {
        connect();
        assertThat(send(bob, octets(10), 10).isSuccess()).isTrue();
        assertThat(atAlice.next().content()).hasSize(10);
        assertThat(bobs.connections()).isOne();
    }

    @Test
    void anEmptyMessageArrives() throws Exception {
        connect();
        assertThat(send(alice, new byte[0], 0).isSuccess()).isTrue();
        assertThat(atBob.next().content()).isEmpty();
    }

    @Test
    void aMessageGivenBeforeTheStartIsTheFirstThatIsSent() throws Exception {
        var outcome = alice.send(MsrpMessage.of("message/cpim", 5, new ByteArrayInputStream(octets(5))));
        connect();
        assertThat(outcome.get(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    @Test
    void aSuccessReportIsWaitedFor() throws Exception {
        connect();
        MsrpMessage message = MsrpMessage.of("message/cpim", 5, new ByteArrayInputStream(octets(5))).withReports(true, FailureReport.YES);
        MsrpOutcome outcome = alice.send(message).get(10, TimeUnit.SECONDS);
        assertThat(outcome.kind()).isEqualTo(MsrpOutcome.Kind.DELIVERED);
        assertThat(outcome.reported()).isTrue();
    }

    @Test
    void anyContentInChunksOfAnySizeArrives() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            start(MsrpSettings.DEFAULTS.withChunkSize(2048 + random.nextInt(5000)).withWindow(1 + random.nextInt(5)));
            connect();
            // a third of it looks like end-lines
            byte[] content = new byte[random.nextInt(30_000)];
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : "-------\r\n$+#".charAt(random.nextInt(12)));
            }
            assertThat(send(alice, content, random.nextBoolean() ? content.length : MsrpMessage.UNKNOWN).isSuccess()).as("seed " + seed)
                    .isTrue();
            assertThat(atBob.next().content()).as("seed " + seed).isEqualTo(content);
        }
    }

    @Test
    void manySessionsSendAtTheSameTime() throws Exception {
        List<CompletableFuture<MsrpOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            MsrpSession to = bobs.newSession(false, LOOPBACK, atBob);
            MsrpSession from = alices.newSession(false, LOOPBACK, atAlice);
            to.start(MsrpRemote.of(from.localPath(), false));
            from.start(MsrpRemote.of(to.localPath(), true));
            outcomes.add(from.send(MsrpMessage.of("message/cpim", 200_000, new ByteArrayInputStream(octets(200_000)))));
        }
        for (CompletableFuture<MsrpOutcome> outcome : outcomes) {
            assertThat(outcome.get(20, TimeUnit.SECONDS).isSuccess()).isTrue();
            assertThat(atBob.next().content()).isEqualTo(octets(200_000));
        }
    }

    @Test
    void sessionsGoOverIpv6() throws Exception {
        try (MsrpEndpoint listening = MsrpEndpoint.start(MsrpListen.parse("tcp:[::1]:0"), MsrpSettings.DEFAULTS, null)) {
            MsrpSession to = listening.newSession(false, "[::1]", atBob);
            to.start(MsrpRemote.of(alice.localPath(), false));
            alice.start(MsrpRemote.of(to.localPath(), true));
            assertThat(send(alice, octets(10), 10).isSuccess()).isTrue();
        }
    }

    private MsrpOutcome send(MsrpSession session, byte[] content, long length) throws Exception {
        return session.send(MsrpMessage.of("message/cpim", length, new ByteArrayInputStream(content))).get(20, TimeUnit.SECONDS);
    }

    static byte[] octets(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return octets;
    }
}
