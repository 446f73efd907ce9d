package org.mailiwf.lookup.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Who answers questions to the DNS. Safe for use by many threads. */
@FunctionalInterface
public interface Dns {

    /**
     * Asks, without waiting. The future always completes with an answer, within a time limit, and possibly on a thread that others wait
     * for: whoever goes on to something that may wait does so on a thread of its own.
     *
     * @param name a domain name, with or without the dot at its end; one that is no legal name is answered with NXDOMAIN
     */
    CompletableFuture<DnsAnswer> query(String name, DnsType type);

    /**
     * Asks and waits for the answer.
     *
     * @throws IllegalStateException if the thread is interrupted
     */
    default DnsAnswer ask(String name, DnsType type) {
        try {
            return query(name, type).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the DNS was asked for " + name, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the question for " + name + " failed", e.getCause());
        }
    }
}
