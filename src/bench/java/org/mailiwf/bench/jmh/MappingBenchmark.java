package org.mailiwf.bench.jmh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.mailiwf.mail.MailReader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mapping.MessageDates;
import org.mailiwf.mapping.SenderIdentity;
import org.mailiwf.mapping.StatusMap;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the routes ask the beans of the mapping for each mail. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class MappingBenchmark {

    private final SenderIdentity identity = new SenderIdentity();
    private final MessageDates dates = new MessageDates();
    private final StatusMap statusMap = new StatusMap();
    private Exchange answered;
    private Exchange unanswered;

    @Setup
    public void prepare() throws IOException, MailRefusedException {
        answered = exchange();
        answered.getMessage().setHeader(SipConstants.STATUS_CODE, 200);
        unanswered = exchange();
        unanswered.getMessage().setHeader(SipConstants.FAILURE, SipFailure.TIMEOUT);
    }

    private static Exchange exchange() throws IOException, MailRefusedException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("mail", new MailReader().read(new ByteArrayInputStream(Mails.plain())));
        Message message = exchange.getMessage();
        message.setHeader(SmtpConstants.ID, "4dGx2k1Z0000");
        message.setHeader(SmtpConstants.CLIENT_ADDRESS, "127.0.0.1");
        message.setHeader(SmtpConstants.RECEIVED_AT, Instant.parse("2026-11-23T12:00:05Z"));
        message.setHeader(SmtpConstants.MAIL_FROM, "juergen@example.com");
        message.setHeader(SmtpConstants.RECIPIENT, SmtpRecipient.of("bob@op.example").resolvedTo("sip:bob@op.example"));
        return exchange;
    }

    @Benchmark
    public Exchange identity() {
        identity.process(answered);
        return answered;
    }

    @Benchmark
    public Exchange dates() {
        dates.process(answered);
        return answered;
    }

    @Benchmark
    public Exchange replyToSuccess() {
        statusMap.reply(answered);
        return answered;
    }

    @Benchmark
    public Exchange replyToSilence() {
        statusMap.reply(unanswered);
        return unanswered;
    }
}
