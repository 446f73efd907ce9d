package org.mailiwf.it;

import java.util.HashMap;
import java.util.Map;

import org.mailiwf.Gateway;

/** The whole program in the JVM of the tests, on ports of its own, in front of one user agent. */
final class TestGateway {

    private TestGateway() {
    }

    /**
     * Starts a gateway for the mail domain op.example.
     *
     * @param nextHop  where every request goes
     * @param settings pairs of key and value that differ from what all integration tests share
     */
    static Gateway start(String nextHop, String... settings) throws Exception {
        return Gateway.start(settings(nextHop, settings));
    }

    /** The same settings as a map, for a gateway that runs as a process. */
    static Map<String, String> settings(String nextHop, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "iwf.smtp.listen", "127.0.0.1:0",
                "iwf.sip.listen", "udp:127.0.0.1:0,tcp:127.0.0.1:0",
                "iwf.msrp.listen", "tcp:127.0.0.1:0",
                "iwf.sip.next-hop", nextHop,
                // what far sides get is counted
                "iwf.sip.next-hop-ping", "0",
                "iwf.demo-handset.enabled", "false",
                "iwf.domain", "iwf.op.example",
                "iwf.domains", "op.example",
                "iwf.recipients.default", "sip:{local}@{domain}"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return all;
    }
}
