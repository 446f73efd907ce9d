package org.mailiwf.lookup.dns;

import java.util.List;

/**
 * What the DNS says to a question.
 *
 * @param outcome which kind of answer
 * @param records those asked for, in the order of the server, CNAMEs followed; empty unless the outcome is {@link Outcome#NOERROR}
 * @param ttl     how long it holds, seconds; 0: for this question alone
 */
public record DnsAnswer(Outcome outcome, List<DnsRecord> records, long ttl) {

    /** The kinds of answers. */
    public enum Outcome {
        /** There are records. */
        NOERROR,
        /** The name exists, but has no such records (RFC 2308 section 2.2). */
        NODATA,
        /** There is no such name (RFC 2308 section 2.1). */
        NXDOMAIN,
        /** No server could say: broken zone, lame server, refusal, garbage. Another time may help. */
        SERVFAIL,
        /** No server said anything in time. Another time may help. */
        TIMEOUT
    }

    public DnsAnswer {
        records = List.copyOf(records);
    }

    /** An answer without records. */
    public static DnsAnswer without(Outcome outcome, long ttl) {
        return new DnsAnswer(outcome, List.of(), ttl);
    }

    /** Whether nothing is known, neither that there is something nor that there is nothing. */
    public boolean isTrouble() {
        return outcome == Outcome.SERVFAIL || outcome == Outcome.TIMEOUT;
    }

    /** The records of one kind. */
    public <T extends DnsRecord> List<T> all(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
