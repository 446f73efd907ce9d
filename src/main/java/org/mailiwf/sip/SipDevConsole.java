package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/**
 * The page {@code sip} of Camel's developer console: listening points, open transactions, and the next hops of all endpoints with their
 * state.
 */
@DevConsole(group = "mail-iwf", name = "sip", displayName = "SIP", description = "Listening points, transactions and next hops of the SIP component")
public class SipDevConsole extends AbstractDevConsole {

    /** How many next hops are named at most: routes may name one for an exchange. */
    private static final int MAX_HOPS = 100;

    public SipDevConsole() {
        super("mail-iwf", "sip", "SIP", "Listening points, transactions and next hops of the SIP component");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        Map<String, Object> page = page();
        if (page.isEmpty()) {
            return "The SIP component does not run" + System.lineSeparator();
        }
        StringBuilder text = new StringBuilder();
        page.forEach((name, value) -> text.append("%s: %s%n".formatted(name, value)));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return page();
    }

    private Map<String, Object> page() {
        Map<String, Object> page = new LinkedHashMap<>();
        SipState state = getCamelContext().hasComponent("sip") instanceof SipComponent sip ? sip.state() : null;
        if (state != null) {
            page.put("listeningPoints", state.listeningPoints().stream().map(Object::toString).toList());
            page.put("requestsSent", state.load().sent());
            page.put("requestsReceived", state.load().received());
            page.put("maxTransactions", state.maxTransactions());
            page.put("sessions", state.calls());
            page.put("busyUris", state.busyUris());
            page.put("nextHops", hops(state.restingHops()));
        }
        return page;
    }

    private List<Map<String, Object>> hops(Map<String, Long> resting) {
        TreeSet<String> names = new TreeSet<>(resting.keySet());
        for (Endpoint endpoint : getCamelContext().getEndpoints()) {
            if (endpoint instanceof SipEndpoint sip) {
                NextHop.parseList(sip.getNextHop(), sip.isSecure()).forEach(hop -> names.add(hop.hop().toString()));
            }
        }
        List<Map<String, Object>> hops = new ArrayList<>();
        for (String name : names.stream().limit(MAX_HOPS).toList()) {
            Map<String, Object> hop = new LinkedHashMap<>();
            hop.put("hop", name);
            hop.put("state", resting.containsKey(name) ? "resting" : "in use");
            if (resting.containsKey(name)) {
                hop.put("restMillis", resting.get(name));
            }
            hops.add(hop);
        }
        return hops;
    }
}
