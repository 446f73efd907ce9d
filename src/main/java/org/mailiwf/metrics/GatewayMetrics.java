package org.mailiwf.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.smtpd.SmtpdComponent;

/**
 * The figures of one gateway. Their tags are few and fixed: no address, no domain, nothing that a client chooses. A mail costs two timers
 * and one counter.
 */
public final class GatewayMetrics {

    /** Upper bounds of the histograms: from what the gateway itself takes up to the longest wait for a far side. */
    private static final Duration[] BOUNDS = {Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)};
    private static final int STATUSES = 700;

    private final MeterRegistry registry;
    private final AtomicReferenceArray<Counter> responses = new AtomicReferenceArray<>(STATUSES);

    private GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Binds the components that the context has to its registry of metrics, if there is one. */
    public static void bind(CamelContext context) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        GatewayMetrics metrics = new GatewayMetrics(registry);
        if (context.hasComponent("smtpd") instanceof SmtpdComponent smtpd) {
            metrics.bind(smtpd);
        }
        if (context.hasComponent("sip") instanceof SipComponent sip) {
            metrics.bind(sip);
        }
    }

    private void bind(SmtpdComponent smtpd) {
        Timer[] mails = new Timer[10];
        for (int each : new int[] {2, 4, 5}) {
            mails[each] = histogram("iwf.mails").tag("reply", each + "xx").register(registry);
        }
        smtpd.onMailReplied((code, millis) -> {
            Timer timer = mails[Math.floorMod(code / 100, mails.length)];
            if (timer != null) {
                timer.record(millis, TimeUnit.MILLISECONDS);
            }
        });
        gauge(Gauge.builder("iwf.smtp.sessions", smtpd, SmtpdComponent::getSessions));
        gauge(Gauge.builder("iwf.mails.in.flight", smtpd, SmtpdComponent::getMailsInFlight));
        gauge(Gauge.builder("iwf.spool.usable", smtpd, SmtpdComponent::getSpoolUsable).baseUnit("bytes"));
    }

    private void bind(SipComponent sip) {
        Timer requests = histogram("iwf.sip.requests").register(registry);
        Counter[] failures = new Counter[SipFailure.values().length];
        for (SipFailure each : SipFailure.values()) {
            failures[each.ordinal()] = Counter.builder("iwf.sip.failures")
                    .tag("failure", each.name().toLowerCase(Locale.ROOT)).register(registry);
        }
        sip.onRequestEnded((status, failure, nanos) -> {
            requests.record(nanos, TimeUnit.NANOSECONDS);
            (failure == null ? responses(status) : failures[failure.ordinal()]).increment();
        });
        sip.getNextHops().forEach(hop -> gauge(Gauge.builder("iwf.sip.next.hop.resting", sip, of -> of.isResting(hop) ? 1 : 0)
                .tag("hop", hop)));
    }

    /** The far side chooses the status, out of a fixed range. */
    private Counter responses(int status) {
        int index = Math.floorMod(status, STATUSES);
        Counter counter = responses.get(index);
        if (counter == null) {
            counter = Counter.builder("iwf.sip.responses").tag("status", Integer.toString(index)).register(registry);
            responses.set(index, counter);
        }
        return counter;
    }

    private static Timer.Builder histogram(String name) {
        return Timer.builder(name).serviceLevelObjectives(BOUNDS);
    }

    private void gauge(Gauge.Builder<?> gauge) {
        gauge.register(registry);
    }
}
