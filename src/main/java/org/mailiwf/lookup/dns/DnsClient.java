package org.mailiwf.lookup.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;

/**
 * Asks recursive servers: over UDP with EDNS, over TCP when the answer does not fit (RFC 7766), one server after the other, all of them
 * twice. No thread waits meanwhile. How many questions may be open at a time is bounded.
 */
final class DnsClient implements Dns {

    private static final Logger LOG = LoggerFactory.getLogger(DnsClient.class);

    private static final int ROUNDS = 2;
    /** A server that did not answer is asked last for so long. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final class Server {
        private final InetSocketAddress address;
        private final SimpleResolver edns;
        private final SimpleResolver plain;
        private volatile long restsUntil = System.nanoTime();

        Server(InetSocketAddress address, Duration timeout) {
            this.address = address;
            edns = new SimpleResolver(address);
            edns.setTimeout(timeout);
            plain = new SimpleResolver(address);
            plain.setTimeout(timeout);
            plain.setEDNS(-1);
        }

        boolean rests() {
            return System.nanoTime() - restsUntil < 0;
        }

        CompletionStage<Message> ask(Message question) {
            // a server from before EDNS (RFC 6891 section 7)
            return edns.sendAsync(question.clone()).thenCompose(message ->
                    message.getRcode() == Rcode.FORMERR || message.getRcode() == Rcode.NOTIMP
                            ? plain.sendAsync(question.clone()) : CompletableFuture.completedFuture(message));
        }
    }

    private final List<Server> servers;
    private final long timeoutMillis;
    private final Semaphore open;

    /**
     * @param timeout for one question, all servers, retransmissions and CNAMEs together
     * @param maxOpen how many questions may be open at a time; one more is answered with {@link Outcome#TIMEOUT} at once
     */
    DnsClient(List<InetSocketAddress> servers, Duration timeout, int maxOpen) {
        Duration attempt = timeout.dividedBy(Math.max(1, (long) ROUNDS * servers.size()));
        this.servers = servers.stream().map(address -> new Server(address, attempt)).toList();
        this.timeoutMillis = timeout.toMillis();
        this.open = new Semaphore(maxOpen);
    }

    @Override
    public CompletableFuture<DnsAnswer> query(String name, DnsType type) {
        Name question;
        try {
            question = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.completedFuture(DnsAnswer.without(Outcome.NXDOMAIN, 0));
        }
        if (servers.isEmpty() || !open.tryAcquire()) {
            LOG.warn("{} {} not asked: {}", name, type, servers.isEmpty() ? "no DNS server is known" : "too many questions are open");
            return CompletableFuture.completedFuture(DnsAnswer.without(Outcome.TIMEOUT, 0));
        }
        return follow(question, type, DnsResponse.MAX_ALIASES, Long.MAX_VALUE)
                .exceptionally(error -> {
                    LOG.error("The answer to {} {} could not be read", name, type, error);
                    return DnsResponse.failed().answer();
                })
                .completeOnTimeout(DnsAnswer.without(Outcome.TIMEOUT, DnsResponse.FAILURE_TTL), timeoutMillis, TimeUnit.MILLISECONDS)
                .whenComplete((answer, error) -> {
                    open.release();
                    if (answer.isTrouble()) {
                        LOG.debug("{} {}: {}", name, type, answer.outcome());
                    }
                });
    }

    private CompletableFuture<DnsAnswer> follow(Name name, DnsType type, int aliases, long ttl) {
        Message question = Message.newQuery(Record.newRecord(name, type.code(), DClass.IN));
        return attempt(question, name, type, order(), 0, Outcome.TIMEOUT).thenCompose(response -> {
            long holds = Math.min(ttl, response.ttl());
            if (response.answer() != null) {
                DnsAnswer answer = response.answer();
                return CompletableFuture.completedFuture(new DnsAnswer(answer.outcome(), answer.records(), Math.min(holds, answer.ttl())));
            }
            return aliases == 0 ? CompletableFuture.completedFuture(DnsResponse.failed().answer())
                    : follow(response.alias(), type, aliases - 1, holds);
        });
    }

    /** Every server twice, those that did not answer a moment ago at the end of each round. */
    private List<Server> order() {
        List<Server> round = new ArrayList<>(servers);
        round.sort(Comparator.comparing(Server::rests));
        List<Server> order = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            order.addAll(round);
        }
        return order;
    }

    private CompletableFuture<DnsResponse> attempt(Message question, Name name, DnsType type, List<Server> order, int index, Outcome before) {
        if (index == order.size()) {
            return CompletableFuture.completedFuture(new DnsResponse(DnsAnswer.without(before, DnsResponse.FAILURE_TTL), null,
                    DnsResponse.FAILURE_TTL));
        }
        Server server = order.get(index);
        return server.ask(question).handle((message, error) -> {
            if (error == null) {
                DnsResponse response = DnsResponse.of(message, name, type);
                if (response.answer() == null || response.answer().outcome() != Outcome.SERVFAIL) {
                    return CompletableFuture.completedFuture(response);
                }
                LOG.debug("{} says {} to {} {}", server.address, Rcode.string(message.getRcode()), name, type);
            } else {
                if (!server.rests()) {
                    LOG.warn("The DNS server {} does not answer {} {}: {}", server.address, name, type, error.toString());
                }
                server.restsUntil = System.nanoTime() + REST_NANOS;
            }
            // once is enough to hear that a server cannot say; silence may be a lost packet
            List<Server> left = error == null ? without(server, order, index) : order;
            return attempt(question, name, type, left, index + 1, error == null ? Outcome.SERVFAIL : worse(before, error));
        }).toCompletableFuture().thenCompose(next -> next);
    }

    private static List<Server> without(Server server, List<Server> order, int index) {
        List<Server> left = new ArrayList<>(order.subList(0, index + 1));
        order.stream().skip(index + 1L).filter(each -> each != server).forEach(left::add);
        return left;
    }

    private static Outcome worse(Outcome before, Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return before == Outcome.SERVFAIL || !(cause instanceof TimeoutException) ? Outcome.SERVFAIL : Outcome.TIMEOUT;
    }
}
