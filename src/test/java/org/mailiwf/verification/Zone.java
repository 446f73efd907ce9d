package org.mailiwf.verification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord;
import org.mailiwf.lookup.dns.DnsType;

/** A DNS with the records that a test gives it. A name without any does not exist; one asked for another type has no data. */
public final class Zone implements Dns {

    private final Map<String, List<DnsRecord>> records = new HashMap<>();
    private final Map<String, Outcome> trouble = new HashMap<>();
    private final List<String> questions = new ArrayList<>();

    public Zone txt(String name, String... texts) {
        for (String text : texts) {
            add(name, DnsType.TXT, new DnsRecord.Text(text));
        }
        return this;
    }

    public Zone address(String name, String... literals) {
        for (String literal : literals) {
            try {
                add(name, literal.indexOf(':') < 0 ? DnsType.A : DnsType.AAAA, new DnsRecord.Address(InetAddress.getByName(literal)));
            } catch (UnknownHostException e) {
                throw new AssertionError(literal, e);
            }
        }
        return this;
    }

    public Zone mx(String name, String... hosts) {
        for (String host : hosts) {
            add(name, DnsType.MX, new DnsRecord.MailExchange(10, host));
        }
        return this;
    }

    public Zone ptr(String name, String... hosts) {
        for (String host : hosts) {
            add(name, DnsType.PTR, new DnsRecord.Pointer(host));
        }
        return this;
    }

    public Zone trouble(String name) {
        trouble.put(name, Outcome.SERVFAIL);
        return this;
    }

    private void add(String name, DnsType type, DnsRecord record) {
        records.computeIfAbsent(name + " " + type, key -> new ArrayList<>()).add(record);
    }

    @Override
    public CompletableFuture<DnsAnswer> query(String asked, DnsType type) {
        String name = asked.toLowerCase(Locale.ROOT);
        questions.add(name + " " + type);
        List<DnsRecord> found = records.get(name + " " + type);
        Outcome outcome = trouble.getOrDefault(name, found != null ? Outcome.NOERROR
                : records.keySet().stream().anyMatch(key -> key.startsWith(name + " ") || key.contains("." + name + " ")) ? Outcome.NODATA
                : Outcome.NXDOMAIN);
        return CompletableFuture.completedFuture(
                new DnsAnswer(outcome, outcome == Outcome.NOERROR ? found : List.of(), 60));
    }

    /** The questions so far, name and type. */
    public List<String> questions() {
        return questions;
    }

    public TimedDns timed() {
        return new TimedDns(this, Duration.ofSeconds(20));
    }
}
