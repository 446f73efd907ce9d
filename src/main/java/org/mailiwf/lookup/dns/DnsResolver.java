package org.mailiwf.lookup.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.util.TimeUtils;
import org.apache.camel.spi.Metadata;
import org.mailiwf.lookup.OnceCache;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * The bean {@code dns}: answers from memory, or from the servers of {@code iwf.dns.servers}. What is there is remembered for its TTL (up to
 * a day), what is not for the time of the SOA (RFC 2308, up to an hour), trouble for 5 seconds; 10000 answers of either kind. One question
 * that many ask at once goes out once.
 *
 * <p>From {@link #start} to {@link #stop} it is also whom dnsjava asks everywhere in this JVM, so that camel-dns obeys the same settings.
 */
@Metadata(label = "bean", annotations = "interfaceName=org.mailiwf.lookup.dns.Dns",
          description = "The DNS resolver of the gateway, with a bounded memory that respects TTLs; start and stop are its init"
                        + " and destroy methods.")
public class DnsResolver implements Dns {

    private static final int MAX_ANSWERS = 10_000;
    private static final int MAX_OPEN = 1_000;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private record Question(String name, DnsType type) {
    }

    private final OnceCache<Question, DnsAnswer> there = new OnceCache<>(MAX_ANSWERS, answer -> answer.ttl() * 1000);
    /** Apart, so that any number of names that do not exist leaves those alone that do. */
    private final OnceCache<Question, DnsAnswer> absent = new OnceCache<>(MAX_ANSWERS,
            answer -> answer.outcome() == DnsAnswer.Outcome.NOERROR ? 0 : answer.ttl() * 1000);
    @Metadata(javaType = "java.lang.String",
              description = "The servers, separated by commas, host:port or an address alone. Empty: those of the system.")
    private volatile List<InetSocketAddress> servers = DnsServers.parse("");
    @Metadata(javaType = "java.lang.String", defaultValue = "5s",
              description = "The most time for one question, a duration up to a minute.")
    private volatile Duration timeout = DEFAULT_TIMEOUT;
    private volatile Dns client = new DnsClient(servers, timeout, MAX_OPEN);
    private Resolver before;
    private Resolver ours;

    /**
     * The servers, comma separated, {@code host:port} or an address alone; empty, the default: those of the system.
     *
     * @throws IllegalArgumentException if they are none
     */
    public void setServers(String servers) {
        this.servers = DnsServers.parse(servers);
        client = new DnsClient(this.servers, timeout, MAX_OPEN);
    }

    /**
     * The most time for one question, retransmissions and all servers included; a duration such as {@code 5s}, the default, up to a minute.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void setTimeout(String timeout) {
        Duration duration;
        try {
            duration = Duration.ofMillis(TimeUtils.toMilliSeconds(timeout));
        } catch (RuntimeException e) {
            duration = Duration.ZERO;
        }
        if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "iwf.dns.timeout: '" + timeout + "' is not allowed; allowed: a duration over zero and up to 1m, such as 5s");
        }
        this.timeout = duration;
        client = new DnsClient(servers, duration, MAX_OPEN);
    }

    /** Whom dnsjava asks is from now on whom this asks. */
    public synchronized void start() {
        if (ours == null && !servers.isEmpty()) {
            Duration attempt = timeout.dividedBy(2L * servers.size());
            List<Resolver> resolvers = servers.stream().<Resolver>map(SimpleResolver::new).toList();
            resolvers.forEach(each -> each.setTimeout(attempt));
            ExtendedResolver all = new ExtendedResolver(resolvers);
            all.setRetries(2);
            all.setTimeout(timeout);
            before = Lookup.getDefaultResolver();
            ours = all;
            Lookup.setDefaultResolver(all);
        }
    }

    /** Undoes {@link #start}, unless somebody else has set another one since. */
    public synchronized void stop() {
        if (ours != null && Lookup.getDefaultResolver() == ours) {
            Lookup.setDefaultResolver(before);
        }
        ours = null;
    }

    @Override
    public CompletableFuture<DnsAnswer> query(String name, DnsType type) {
        String folded = name.toLowerCase(Locale.ROOT);
        Question question = new Question(folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded, type);
        DnsAnswer known = there.peek(question);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return absent.get(question, () -> client.query(question.name(), type).thenApply(answer -> remembered(question, answer)));
    }

    private DnsAnswer remembered(Question question, DnsAnswer answer) {
        if (answer.outcome() == DnsAnswer.Outcome.NOERROR) {
            there.put(question, answer);
        }
        return answer;
    }

    /** How many answers are kept. */
    public int size() {
        return there.size() + absent.size();
    }
}
