package org.mailiwf.sip;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which next hops rest because they failed, for all endpoints of a component (RFC 3261 section 16.7, RFC 3263 section 4.3). A resting hop
 * gets no request while another lives. When its rest is over one request tries it; the others pass it by until that one has ended. A hop
 * that is asked by OPTIONS is never tried by a request: it rests until it has answered.
 */
final class HopStates {

    private static final Logger LOG = LoggerFactory.getLogger(HopStates.class);

    /** The longest rest, whatever Retry-After says. */
    private static final long MAX_REST_MILLIS = TimeUnit.MINUTES.toMillis(5);
    /** Hops come from settings, and from routes that name one for an exchange: those must not fill the memory. */
    private static final int MAX_RESTING = 1000;

    /**
     * In nanoseconds of {@link System#nanoTime()}.
     *
     * @param ofPing whether it was an OPTIONS that failed, so that the answer to another one ends it at once
     */
    private record Rest(long from, long until, boolean ofPing) {

        boolean isOver(long now) {
            return now - until >= 0;
        }
    }

    private final Map<SipHop, Rest> resting = new ConcurrentHashMap<>();
    /** Those that are asked by OPTIONS. */
    private volatile Set<SipHop> asked = Set.of();
    private final long restMillis;
    private final long attemptMillis;
    private volatile SipRequestListener listener;

    /**
     * @param restMillis    how long a hop rests that does not say how long
     * @param attemptMillis how long the request that tries a hop after its rest keeps others away
     */
    HopStates(long restMillis, long attemptMillis) {
        this.restMillis = restMillis;
        this.attemptMillis = attemptMillis;
    }

    /** Is told of each attempt; {@code null}: nobody is. */
    void setListener(SipRequestListener listener) {
        this.listener = listener;
    }

    /** The hop to try next: the first that lives; when all rest, the one whose rest ends first. */
    NextHop choose(List<NextHop> candidates) {
        for (NextHop each : candidates) {
            if (lives(each.hop()) || takesFirstAfterRest(each.hop())) {
                return each;
            }
        }
        long now = System.nanoTime();
        return candidates.stream().min(Comparator.comparingLong(each -> remaining(each.hop(), now))).orElseThrow();
    }

    boolean lives(SipHop hop) {
        return resting.isEmpty() || !resting.containsKey(hop);
    }

    /** Those that rest, with the milliseconds left; 0 where a request may try it again. */
    Map<String, Long> resting() {
        long now = System.nanoTime();
        Map<String, Long> left = new TreeMap<>();
        resting.forEach((hop, rest) -> left.put(hop.toString(), Math.max(0, TimeUnit.NANOSECONDS.toMillis(rest.until() - now))));
        return left;
    }

    private boolean takesFirstAfterRest(SipHop hop) {
        Rest rest = resting.get(hop);
        long now = System.nanoTime();
        return rest == null || rest.isOver(now) && !asked.contains(hop)
                && resting.replace(hop, rest, new Rest(now, now + TimeUnit.MILLISECONDS.toNanos(attemptMillis), false));
    }

    /** The longest where the last that was heard is that OPTIONS was not answered. */
    private long remaining(SipHop hop, long now) {
        Rest rest = resting.get(hop);
        if (rest == null) {
            return Long.MIN_VALUE;
        }
        return rest.ofPing() || rest.isOver(now) && asked.contains(hop) ? Long.MAX_VALUE : rest.until() - now;
    }

    /**
     * What an attempt tells of its hop.
     *
     * @param started when the attempt began: what was under way when the hop failed does not end its rest
     */
    void learn(SipHop hop, SipOutcome outcome, long started) {
        SipRequestListener told = listener;
        if (told != null) {
            told.ended(outcome.status(), outcome.failure(), System.nanoTime() - started);
        }
        if (outcome.hopFailed()) {
            rest(hop, outcome, false);
        } else if (outcome.failure() == null && !resting.isEmpty()) {
            Rest rest = resting.get(hop);
            if (rest != null && started - rest.from() >= 0 && resting.remove(hop, rest)) {
                LOG.info("Next hop {} is back", hop);
            }
        }
    }

    /** From now on these hops, and no others, come back by the answer to an OPTIONS. */
    void asked(Set<SipHop> hops) {
        asked = hops;
    }

    /**
     * Whether a hop is not in use: its rest is not over, or it has yet to answer OPTIONS. One that is a domain rests when all its servers
     * that are asked do.
     */
    boolean rests(SipHop hop) {
        Rest rest = resting.get(hop);
        if (rest != null) {
            return asked.contains(hop) || !rest.isOver(System.nanoTime());
        }
        List<SipHop> servers = asked.stream().filter(each -> each.address() != null && each.host().equals(hop.host())).toList();
        return hop.address() == null && !servers.isEmpty() && servers.stream().allMatch(this::rests);
    }

    /**
     * What an OPTIONS tells of its hop. The rest that a failed request has begun is not cut short: who answers OPTIONS need not be able to
     * take requests.
     *
     * @param started when it was sent
     */
    void learnFromPing(SipHop hop, SipOutcome outcome, long started) {
        Rest rest = resting.get(hop);
        if (outcome.hopFailed()) {
            if (rest == null) {
                rest(hop, outcome, true);
            }
        } else if (outcome.failure() == null && rest != null && started - rest.from() >= 0 && (rest.ofPing() || rest.isOver(System.nanoTime()))
                && resting.remove(hop, rest)) {
            LOG.info("Next hop {} is back: it answers OPTIONS", hop);
        }
    }

    private void rest(SipHop hop, SipOutcome outcome, boolean ofPing) {
        long millis = outcome.retryAfter() == null ? restMillis : TimeUnit.SECONDS.toMillis(outcome.retryAfter());
        millis = Math.min(millis, MAX_REST_MILLIS);
        long now = System.nanoTime();
        if (resting.size() >= MAX_RESTING) {
            resting.entrySet().removeIf(each -> each.getValue().isOver(now) && !asked.contains(each.getKey()));
        }
        if (resting.size() < MAX_RESTING && resting.put(hop, new Rest(now, now + TimeUnit.MILLISECONDS.toNanos(millis), ofPing)) == null) {
            LOG.warn("Next hop {} rests for {} s{}: {}", hop, TimeUnit.MILLISECONDS.toSeconds(millis),
                    asked.contains(hop) ? " and until it answers OPTIONS" : "",
                    outcome.failure() == null ? outcome.status() + " " + outcome.reason() : outcome.failure());
        }
    }
}
