package org.mailiwf.smtpd;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether the socket of an SMTP listener is open: alive and ready. */
final class ListenerHealthCheck extends AbstractHealthCheck {

    private final SmtpdConsumer consumer;

    ListenerHealthCheck(SmtpdConsumer consumer, String address) {
        super("smtpd", "smtpd-" + address);
        this.consumer = consumer;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (consumer.isListening()) {
            result.up();
        } else {
            result.message("does not listen").down();
        }
    }
}
