package org.mailiwf;

import java.util.Map;

/** Camel's own HTTP server with the health of the gateway and its metrics, and nothing else. */
final class HttpListener {

    static final String SETTING = "iwf.http.listen";

    private HttpListener() {
    }

    /** What Camel Main is told, for {@code host:port}; nothing if that is empty, so that no HTTP server is even loaded. */
    static Map<String, String> properties(String listen) {
        if (listen == null || listen.isEmpty()) {
            return Map.of();
        }
        int colon = listen.lastIndexOf(':');
        String host = listen.substring(0, colon).replace("[", "").replace("]", "");
        return Map.of(
                // which check it is, and not UP or DOWN alone
                "camel.health.exposureLevel", "full",
                "camel.management.enabled", "true",
                "camel.management.host", host,
                "camel.management.port", listen.substring(colon + 1),
                "camel.management.healthCheckEnabled", "true",
                "camel.management.metricsEnabled", "true",
                "camel.metrics.enabled", "true",
                // our own figures say what there is to say, at less cost
                "camel.metrics.enableRoutePolicy", "false",
                "camel.metrics.enableExchangeEventNotifier", "false",
                "camel.metrics.enableRouteEventNotifier", "false");
    }
}
