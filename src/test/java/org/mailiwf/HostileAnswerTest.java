package org.mailiwf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.sip.DryRunSipEngine;
import org.mailiwf.sip.IncomingSipRequest;
import org.mailiwf.sip.Invitation;
import org.mailiwf.sip.SipEngine;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipHop;
import org.mailiwf.sip.SipListeningPoint;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a far side says beside its status: it reaches no SMTP reply, and adds neither a line nor a key to the log. */
class HostileAnswerTest {

    private static final int ANSWERS = 300;
    /** In every text of the far side; it is in nothing that the gateway says by itself. */
    private static final String MARK = "Evil";

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.mailiwf.smtpd.mail");
    private final List<String> lines = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected synchronized void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
    }

    @Test
    void onlyItsStatusMakesTheReply() throws Exception {
        Answers answers = new Answers();
        try (OfflineGateway gateway = new OfflineGateway(answers, Map.of("iwf.sip.next-hop", "sip:127.0.0.1:5070;transport=udp",
                "iwf.recipients.longest-rest", "0"))) {
            for (long seed = 1; seed <= ANSWERS; seed++) {
                answers.nasty = new NastyText(seed);
                assertThat(gateway.envelope("<alice@corp.example>", "<bob@op.example>").code()).isEqualTo(250);
                SmtpClient.Reply reply = gateway.data("Subject: x\r\n\r\nx");
                assertThat(reply.line()).as("seed " + seed).matches("(250 2|4[25][0-9] 4|55[0-9] 5)\\.[0-9]{1,3}\\.[0-9]{1,3} [ -~]{1,500}")
                        .doesNotContain(MARK);
            }
            assertThat(gateway.evaluations()).isZero();
        }
        assertThat(lines).hasSize(ANSWERS).allSatisfy(line -> {
            assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u2029\u202a-\u202e]");
            String withoutStrings = line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
            assertThat(withoutStrings).matches("\\S+ client=\\S+ helo=\\S+ from=\\S+ to=\\S+ size=\\d+ mode=pager(-large)? call-id=\\S+ sip=\\d+( msrp=\\d*)?"
                    + " reason=\"\" reply=\"\" ms=\\d+");
        });
    }

    /** Answers every request with what the random text says. */
    private static final class Answers implements SipEngine {

        private final SipEngine engine = new DryRunSipEngine(new OfflineGateway.Wire());
        private volatile NastyText nasty;
        private Executor worker;

        private SipOutcome answer() {
            List<SipField> fields = new ArrayList<>();
            for (String name : List.of("Retry-After", "Contact", "Contact", "Warning", "Reason", "CamelSmtpReplyCode")) {
                SipField field = SipField.received(name, (nasty.oneIn(2) ? "<sip:a@b>;q ; q = 1," : "1") + nasty.textWithControls(5) + MARK);
                if (nasty.oneIn(2)) {
                    fields.add(field);
                }
            }
            int status = nasty.oneOf(List.of(200, 202, 302, 400, 404, 415, 480, 486, 500, 503, 513, 599, 600, 603, 699));
            return SipOutcome.of(status, nasty.textWithControls(6) + "\" reply=\"250 2.0.0 " + MARK + " \\", fields);
        }

        @Override
        public void start(SipSettings settings, Executor newWorker) {
            worker = newWorker;
        }

        @Override
        public void stop() {
            // holds nothing
        }

        @Override
        public List<SipListeningPoint> listen(List<SipListeningPoint> points, Consumer<IncomingSipRequest> requests) throws IOException {
            return engine.listen(points, requests);
        }

        @Override
        public String sentBy(SipHop hop) throws IOException {
            return engine.sentBy(hop);
        }

        @Override
        public boolean canSendTo(SipHop hop) {
            return true;
        }

        @Override
        public void send(SipRequest request, long timeoutMillis, Consumer<SipOutcome> outcome) {
            assertThat(new String(request.octets(), StandardCharsets.UTF_8)).startsWith("MESSAGE ");
            SipOutcome answer = answer();
            worker.execute(() -> outcome.accept(answer));
        }

        @Override
        public Invitation invite(SipRequest request, long timeoutMillis, Invitation.Listener listener) {
            SipOutcome answer = answer();
            worker.execute(() -> listener.failure(answer.isSuccess() ? SipOutcome.of(488, "", List.of()) : answer));
            return () -> { };
        }

        @Override
        public void acknowledge(SipRequest ack) {
            throw new AssertionError("No session is asked for");
        }
    }
}
