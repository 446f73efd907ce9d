package org.mailiwf.sip.engine;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.mailiwf.sip.Invitation;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipReply;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;

/** The INVITEs that a response may come to, by the branch of their Via. Bounded. */
final class InviteClientTransactions {

    private static final Invitation NOT_SENT = () -> { };

    private final Map<String, InviteClientTransaction> byBranch = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final SipSettings settings;
    private final Timers timers;
    private final Executor worker;
    private volatile boolean stopped;

    InviteClientTransactions(SipSettings settings, Timers timers, Executor worker) {
        this.settings = settings;
        this.timers = timers;
        this.worker = worker;
    }

    Invitation start(SipRequest request, long timeoutMillis, InviteClientTransaction.Transmission transmission,
                     Invitation.Listener listener) {
        if (open.incrementAndGet() > settings.maxTransactions()) {
            open.decrementAndGet();
            JainSipEngine.LOG.warn("INVITE {} not sent: there are {} already", request.callId(), settings.maxTransactions());
            worker.execute(() -> listener.failure(SipOutcome.failed(SipFailure.TRANSPORT).hopLives()));
            return NOT_SENT;
        }
        InviteClientTransaction transaction = new InviteClientTransaction(request, settings, timers, transmission, onWorker(listener),
                () -> {
                    byBranch.remove(request.branch());
                    open.decrementAndGet();
                });
        byBranch.put(request.branch(), transaction);
        transaction.start(timeoutMillis);
        if (stopped) {
            transaction.abort();
        }
        return transaction;
    }

    /** What timers bring must not wait in their thread; what responses bring is on a worker already. */
    private Invitation.Listener onWorker(Invitation.Listener listener) {
        return new Invitation.Listener() {
            @Override
            public void provisional(SipReply reply) {
                listener.provisional(reply);
            }

            @Override
            public void success(SipReply reply) {
                listener.success(reply);
            }

            @Override
            public void failure(SipOutcome outcome) {
                worker.execute(() -> listener.failure(outcome));
            }
        };
    }

    /** Takes a response to its transaction. */
    boolean receive(String branch, SipReply reply) {
        InviteClientTransaction transaction = byBranch.get(branch);
        if (transaction == null) {
            return false;
        }
        worker.execute(() -> transaction.receive(reply));
        return true;
    }

    void stop() {
        stopped = true;
        abort(transaction -> true);
    }

    void abort(Predicate<InviteClientTransaction> which) {
        byBranch.values().stream().filter(which).forEach(InviteClientTransaction::abort);
    }

    void unreachable(InetSocketAddress remote) {
        byBranch.values().stream().filter(transaction -> transaction.isInDatagramsTo(remote))
                .forEach(InviteClientTransaction::unreachable);
    }

    int size() {
        return open.get();
    }
}
