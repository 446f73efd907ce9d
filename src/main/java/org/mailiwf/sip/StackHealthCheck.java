package org.mailiwf.sip;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether the SIP stack runs and all its sockets are open. */
final class StackHealthCheck extends AbstractHealthCheck {

    private final SipEngine engine;

    StackHealthCheck(SipEngine engine) {
        super("sip", "sip-stack");
        this.engine = engine;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (engine.isListening()) {
            result.up();
        } else {
            result.message("the SIP stack does not listen").down();
        }
    }
}
