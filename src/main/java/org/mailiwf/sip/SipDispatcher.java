package org.mailiwf.sip;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands a received request to the consumer of its listening point and method, and answers what no consumer answers.
 */
final class SipDispatcher implements Consumer<IncomingSipRequest> {

    /** What a consumer cannot read, its route refuses with 415. */
    private static final SipField ACCEPT = new SipField("Accept", "*/*");

    private static final SipResponse UNAVAILABLE = new SipResponse(503, "Service Unavailable", List.of(new SipField("Retry-After", "5")));
    /** In the place of a consumer that has stopped: what it took before is not forbidden, only not taken now. */
    private static final Consumer<IncomingSipRequest> STOPPED = request -> request.respond(UNAVAILABLE);

    private static final List<String> WITH_INVITE = List.of("ACK", "BYE", "CANCEL", "PRACK", "UPDATE");

    private final BooleanSupplier running;
    private final Map<SipListeningPoint, Map<String, Consumer<IncomingSipRequest>>> consumers = new ConcurrentHashMap<>();
    private volatile SipCalls calls;

    /**
     * @param running whether all consumers there will be have started
     */
    SipDispatcher(BooleanSupplier running) {
        this.running = running;
    }

    /**
     * @param sessions takes what belongs to a session before any consumer
     */
    void setCalls(SipCalls sessions) {
        calls = sessions;
    }

    /**
     * @throws IllegalStateException if one of the points has a consumer of that method already
     */
    void add(List<SipListeningPoint> points, String method, Consumer<IncomingSipRequest> consumer) {
        for (SipListeningPoint point : points) {
            Map<String, Consumer<IncomingSipRequest>> byMethod = consumers.computeIfAbsent(point, each -> new ConcurrentHashMap<>());
            if (byMethod.putIfAbsent(method, consumer) != null && !byMethod.replace(method, STOPPED, consumer)) {
                throw new IllegalStateException("There is already a consumer of " + method + " on " + point);
            }
        }
    }

    void remove(List<SipListeningPoint> points, String method, Consumer<IncomingSipRequest> consumer) {
        for (SipListeningPoint point : points) {
            consumers.getOrDefault(point, Map.of()).replace(method, consumer, STOPPED);
        }
    }

    @Override
    public void accept(IncomingSipRequest request) {
        Map<String, Consumer<IncomingSipRequest>> byMethod = consumers.getOrDefault(request.point(), Map.of());
        Consumer<IncomingSipRequest> consumer = byMethod.get(request.method());
        String required = request.first("Require");
        if (calls != null && calls.take(request)) {
            return;
        }
        boolean invited = consumer != null && request.method().equals("INVITE");
        if (required != null && !invited && !request.method().equals("CANCEL")) {
            // no extension is supported (RFC 3261 section 8.2.2.3)
            request.respond(new SipResponse(420, "Bad Extension", List.of(new SipField("Unsupported", required))));
        } else if (consumer != null) {
            consumer.accept(request);
        } else if (request.method().equals("OPTIONS")) {
            request.respond(new SipResponse(200, "OK", List.of(allow(byMethod.keySet()), ACCEPT)));
        } else if (request.method().equals("CANCEL")) {
            // a non-INVITE transaction has nothing to cancel (RFC 3261 section 9.2)
            request.respond(new SipResponse(481, "Call/Transaction Does Not Exist", List.of()));
        } else if (!running.getAsBoolean()) {
            request.respond(UNAVAILABLE);
        } else {
            request.respond(new SipResponse(405, "Method Not Allowed", List.of(allow(byMethod.keySet()))));
        }
    }

    private static SipField allow(Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("INVITE")) {
            allowed.addAll(WITH_INVITE);
        }
        return new SipField("Allow", String.join(", ", allowed));
    }
}
