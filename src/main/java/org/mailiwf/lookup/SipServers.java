package org.mailiwf.lookup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

import org.apache.camel.spi.Metadata;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.Address;
import org.mailiwf.lookup.dns.DnsRecord.NamingAuthority;
import org.mailiwf.lookup.dns.DnsRecord.Service;
import org.mailiwf.lookup.dns.DnsType;
import org.mailiwf.sip.HopResolver;
import org.mailiwf.sip.SipHop;

/**
 * The bean {@code sipServers}: the servers of a SIP domain by NAPTR, SRV and addresses (RFC 3263 section 4). What must go over TLS is
 * never offered anything else.
 */
@Metadata(label = "bean", annotations = "interfaceName=org.mailiwf.sip.HopResolver",
          description = "The servers of a SIP URI without port by NAPTR, SRV and address records (RFC 3263), for the sip component.")
public class SipServers extends DnsUser implements HopResolver {

    /** The order in which SRV records are asked for where no NAPTR says which transport is preferred. */
    private static final List<String> PREFERENCE = List.of("tls", "tcp", "udp");
    /** The most SRV records of a domain that are looked at. */
    private static final int MAX_SERVERS = 8;

    private final IntUnaryOperator random;

    public SipServers() {
        this(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /** @param random a number from 0 to its argument, that excluded */
    SipServers(IntUnaryOperator random) {
        this.random = random;
    }

    /** A name to ask for SRV records, and the transport that they are for. */
    private record Candidate(String transport, String name) {
    }

    /** Nobody could say. */
    private static final class TroubleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TroubleException(String name, DnsType type) {
            super(type + " of " + name + " cannot be looked up", null, false, false);
        }
    }

    @Override
    public CompletableFuture<List<SipHop>> resolve(String host, String transport, boolean secure, Set<String> transports) {
        if (transport != null) {
            return srv(host, List.of(candidate(transport, host)), transport);
        }
        return ask(host, DnsType.NAPTR).thenCompose(answer -> {
            if (answer.outcome() == Outcome.NXDOMAIN) {
                return CompletableFuture.completedFuture(List.of());
            }
            Candidate preferred = preferred(answer, secure, transports);
            if (preferred != null) {
                return srv(host, List.of(preferred), preferred.transport());
            }
            List<Candidate> own = PREFERENCE.stream().filter(each -> transports.contains(each) && (!secure || each.equals("tls")))
                    .map(each -> candidate(each, host)).toList();
            return srv(host, own, secure ? "tls" : "udp");
        });
    }

    private static Candidate candidate(String transport, String host) {
        return new Candidate(transport, switch (transport) {
            case "tls" -> "_sips._tcp." + host;
            case "tcp" -> "_sip._tcp." + host;
            default -> "_sip._" + transport + "." + host;
        });
    }

    /** The first NAPTR by order and preference for a transport that we have (section 4.1); {@code null} if there is none. */
    private static Candidate preferred(DnsAnswer answer, boolean secure, Set<String> transports) {
        return answer.all(NamingAuthority.class).stream()
                .sorted(Comparator.comparingInt(NamingAuthority::order).thenComparingInt(NamingAuthority::preference))
                .filter(rule -> rule.flags().equalsIgnoreCase("s") && !rule.replacement().isEmpty())
                .map(rule -> new Candidate(transport(rule.service()), rule.replacement()))
                .filter(each -> transports.contains(each.transport()) && (!secure || each.transport().equals("tls")))
                .findFirst().orElse(null);
    }

    private static String transport(String service) {
        return switch (service.toUpperCase(Locale.ROOT)) {
            case "SIPS+D2T" -> "tls";
            case "SIP+D2T" -> "tcp";
            case "SIP+D2U" -> "udp";
            default -> "";
        };
    }

    /** The first candidate that has SRV records decides; without any, the addresses of the host (section 4.2). */
    private CompletableFuture<List<SipHop>> srv(String host, List<Candidate> candidates, String otherwise) {
        if (candidates.isEmpty()) {
            return addresses(host, otherwise, host, otherwise.equals("tls") ? 5061 : 5060);
        }
        Candidate candidate = candidates.get(0);
        return ask(candidate.name(), DnsType.SRV).thenCompose(answer -> {
            List<Service> services = answer.all(Service.class);
            return services.isEmpty() ? srv(host, candidates.subList(1, candidates.size()), otherwise)
                    : targets(host, candidate.transport(), ordered(services, random));
        });
    }

    private CompletableFuture<List<SipHop>> targets(String host, String transport, List<Service> services) {
        List<CompletableFuture<List<SipHop>>> found = services.stream().filter(each -> !each.target().isEmpty() && each.port() > 0)
                .limit(MAX_SERVERS).map(each -> addresses(host, transport, each.target(), each.port())).toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new)).handle((done, error) -> {
            List<SipHop> hops = new ArrayList<>();
            found.stream().filter(each -> !each.isCompletedExceptionally()).forEach(each -> hops.addAll(each.join()));
            if (hops.isEmpty() && error != null) {
                throw new TroubleException(host, DnsType.SRV);
            }
            return hops;
        });
    }

    /** IPv4 first, as the platform has it. Trouble with one kind is none if there is the other. */
    private CompletableFuture<List<SipHop>> addresses(String host, String transport, String target, int port) {
        CompletableFuture<DnsAnswer> ipv6 = dns().query(target, DnsType.AAAA);
        return dns().query(target, DnsType.A).thenCombine(ipv6, (four, six) -> {
            List<SipHop> hops = new ArrayList<>();
            four.all(Address.class).forEach(each -> hops.add(new SipHop(transport, host, port, each.address())));
            six.all(Address.class).forEach(each -> hops.add(new SipHop(transport, host, port, each.address())));
            if (hops.isEmpty() && (four.isTrouble() || six.isTrouble())) {
                throw new TroubleException(target, four.isTrouble() ? DnsType.A : DnsType.AAAA);
            }
            return hops;
        });
    }

    private CompletableFuture<DnsAnswer> ask(String name, DnsType type) {
        return dns().query(name, type).thenApply(answer -> {
            if (answer.isTrouble()) {
                throw new TroubleException(name, type);
            }
            return answer;
        });
    }

    /** By priority, and within one by chance, in proportion to the weights (RFC 2782). */
    static List<Service> ordered(List<Service> services, IntUnaryOperator random) {
        List<Service> left = new ArrayList<>(services);
        left.sort(Comparator.comparingInt(Service::priority).thenComparingInt(Service::weight));
        List<Service> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.get(0).priority();
            int sum = left.stream().filter(each -> each.priority() == priority).mapToInt(Service::weight).sum();
            int chosen = random.applyAsInt(sum + 1);
            int index = 0;
            for (int running = left.get(0).weight(); running < chosen; running += left.get(index).weight()) {
                index++;
            }
            ordered.add(left.remove(index));
        }
        return ordered;
    }
}
