package org.mailiwf.sip;

import java.util.Collection;
import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Which next hops rest because they failed. Never a reason to restart; readiness depends on it only where
 * {@link SipComponent#setNextHopReadiness} says so, because a gateway without a next hop still gives true answers.
 */
final class NextHopHealthCheck extends AbstractHealthCheck {

    private final Collection<SipHop> hops;
    private final HopStates states;
    private final boolean needed;

    /** @param needed whether readiness needs a hop that does not rest */
    NextHopHealthCheck(Collection<SipHop> hops, HopStates states, boolean needed) {
        super("sip", "sip-next-hops");
        this.hops = hops;
        this.states = states;
        this.needed = needed;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        int resting = 0;
        for (SipHop hop : hops) {
            boolean still = states.rests(hop);
            result.detail(hop.toString(), still ? "rests" : "in use");
            resting += still ? 1 : 0;
        }
        if (needed && !hops.isEmpty() && resting == hops.size()) {
            result.message("all next hops rest").down();
        } else {
            result.up();
        }
    }
}
