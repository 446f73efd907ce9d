package org.mailiwf.verification;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsType;

/** The DNS for one mail: all its questions together have one time limit. For one thread. */
public final class TimedDns {

    private final Dns dns;
    private final long deadline;

    /** @param limit from now on */
    public TimedDns(Dns dns, Duration limit) {
        this.dns = dns;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Asks and waits. Once the time is over the answer is {@link Outcome#TIMEOUT}, at once. */
    public DnsAnswer ask(String name, DnsType type) {
        CompletableFuture<DnsAnswer> answer = query(name, type);
        try {
            return answer == null ? timeout() : answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return timeout();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the DNS was asked for " + name, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the question for " + name + " failed", e.getCause());
        }
    }

    /** Has a question under way that will be asked later. */
    public void prepare(String name, DnsType type) {
        query(name, type);
    }

    private CompletableFuture<DnsAnswer> query(String name, DnsType type) {
        return deadline - System.nanoTime() <= 0 ? null : dns.query(name, type);
    }

    private static DnsAnswer timeout() {
        return DnsAnswer.without(Outcome.TIMEOUT, 0);
    }
}
