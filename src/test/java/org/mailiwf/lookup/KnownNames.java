package org.mailiwf.lookup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord;
import org.mailiwf.lookup.dns.DnsType;

/** A DNS with the records that a test gives it; everything else does not exist. */
final class KnownNames implements Dns {

    private final Map<String, DnsAnswer> answers = new HashMap<>();

    KnownNames records(String name, DnsRecord... records) {
        answers.put(name, new DnsAnswer(Outcome.NOERROR, Arrays.asList(records), 60));
        return this;
    }

    KnownNames outcome(String name, Outcome outcome) {
        answers.put(name, new DnsAnswer(outcome, List.of(), 60));
        return this;
    }

    @Override
    public CompletableFuture<DnsAnswer> query(String name, DnsType type) {
        return CompletableFuture.completedFuture(answers.getOrDefault(name, DnsAnswer.without(Outcome.NXDOMAIN, 60)));
    }
}
