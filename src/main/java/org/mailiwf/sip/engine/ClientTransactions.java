package org.mailiwf.sip.engine;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;

/** The requests that wait for their final response, by the branch of their Via (RFC 3261 section 17.1.3). Bounded. */
final class ClientTransactions {

    private final Map<String, ClientTransaction> byBranch = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private final AtomicInteger open = new AtomicInteger();
    private final SipSettings settings;
    private final Timers timers;
    private final Executor worker;

    ClientTransactions(SipSettings settings, Timers timers, Executor worker) {
        this.settings = settings;
        this.timers = timers;
        this.worker = worker;
    }

    /**
     * Opens a transaction and sends its request.
     *
     * @param outcome called once: on a worker thread, but for 2xx on the thread that received it
     */
    void start(SipRequest request, long timeoutMillis, ClientTransaction.Transmission transmission, Consumer<SipOutcome> outcome) {
        if (open.incrementAndGet() > settings.maxTransactions()) {
            open.decrementAndGet();
            JainSipEngine.LOG.warn("{} {} not sent: {} requests wait for their response", request.method(), request.callId(),
                    settings.maxTransactions());
            worker.execute(() -> outcome.accept(SipOutcome.failed(SipFailure.TRANSPORT).hopLives()));
            return;
        }
        ClientTransaction transaction = new ClientTransaction(request, settings, timers, transmission, result -> {
            byBranch.remove(request.branch());
            open.decrementAndGet();
            if (result.isSuccess()) {
                outcome.accept(result);
            } else {
                worker.execute(() -> outcome.accept(result));
            }
        });
        byBranch.put(request.branch(), transaction);
        transaction.start(timeoutMillis);
        if (stopped) {
            // no timer runs any more, and nothing comes
            transaction.abort();
        }
    }

    /** Ends all that wait, and all that are just being sent. */
    void stop() {
        stopped = true;
        abort(transaction -> true);
    }

    /** The transaction of a response, or {@code null}: it is late, a duplicate, or not for us. */
    ClientTransaction find(String branch, String method) {
        ClientTransaction transaction = branch == null ? null : byBranch.get(branch);
        return transaction != null && transaction.isMethod(method) ? transaction : null;
    }

    /** Ends those that were sent, as {@link SipFailure#BROKEN}. */
    void abort(Predicate<ClientTransaction> which) {
        byBranch.values().stream().filter(which).forEach(ClientTransaction::abort);
    }

    /** Ends those in datagrams to an address that nobody listens at, as {@link SipFailure#TRANSPORT}. */
    void unreachable(InetSocketAddress remote) {
        byBranch.values().stream().filter(transaction -> transaction.isInDatagramsTo(remote)).forEach(ClientTransaction::unreachable);
    }

    int size() {
        return open.get();
    }
}
