package org.mailiwf.bench.jmh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailReader;
import org.mailiwf.mail.MailRefusedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a mail: its header section and its readable text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class MailReaderBenchmark {

    private final MailReader reader = new MailReader();
    private final byte[] plain = Mails.plain();
    private final byte[] alternative = Mails.alternative(true);
    private final byte[] htmlAlone = Mails.alternative(false);
    private final byte[] attachment = Mails.attachment();

    @Benchmark
    public Mail plainTextOf1Kilobyte() throws IOException, MailRefusedException {
        return read(plain);
    }

    @Benchmark
    public Mail plainTextBeside20KilobytesOfHtml() throws IOException, MailRefusedException {
        return read(alternative);
    }

    @Benchmark
    public Mail htmlOf20KilobytesAlone() throws IOException, MailRefusedException {
        return read(htmlAlone);
    }

    @Benchmark
    public Mail attachmentOf5Megabytes() throws IOException, MailRefusedException {
        return read(attachment);
    }

    private Mail read(byte[] mail) throws IOException, MailRefusedException {
        return reader.read(new ByteArrayInputStream(mail));
    }
}
