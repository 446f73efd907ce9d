package org.mailiwf.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.mailiwf.cpim.CpimException;
import org.mailiwf.cpim.CpimHeader;
import org.mailiwf.cpim.CpimMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The CPIM object of a Pager Mode message: the headers that the gateway sends, and 1 KB of text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class CpimBenchmark {

    private final CpimMessage message = CpimMessage.ofText(List.of(
        new CpimHeader("From", "", "Alice <sip:alice%40example.com@iwf.op.example>"),
        new CpimHeader("To", "", "<sip:bob@op.example>"),
        new CpimHeader("DateTime", "", "2026-11-23T12:00:00Z"),
        CpimHeader.text("Subject", "Disk full on db1"),
        new CpimHeader("NS", "", "imdn <urn:ietf:params:imdn>"),
        new CpimHeader("imdn.Message-ID", "", "Zm9vYmFyYmF6cXV4Zm9vYmFy"),
        new CpimHeader("imdn.Disposition-Notification", "", "positive-delivery, negative-delivery")), Mails.TEXT_1_KB);

    private final byte[] octets = message.encode();

    @Benchmark
    public byte[] encode() {
        return message.encode();
    }

    @Benchmark
    public CpimMessage decode() throws CpimException {
        return CpimMessage.decode(octets);
    }
}
