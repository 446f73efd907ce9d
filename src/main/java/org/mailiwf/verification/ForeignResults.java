package org.mailiwf.verification;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Message;

/** The fields Authentication-Results on a message: those of others stay, those that only we may write do not (RFC 8601 section 5). */
final class ForeignResults {

    private final String authservId;

    ForeignResults(String authservId) {
        this.authservId = authservId;
    }

    /** Leaves the fields that say that they are of somebody else. */
    void drop(Message message) {
        set(message, others(message));
    }

    /** The same, and ours on top of them. */
    void add(Message message, String ours) {
        List<String> all = others(message);
        all.add(0, ours);
        set(message, all);
    }

    private List<String> others(Message message) {
        List<String> others = new ArrayList<>();
        Object value = message.getHeader(AuthenticationResults.FIELD);
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object each : values) {
            if (!AuthenticationResults.isOurs(each.toString(), authservId)) {
                others.add(each.toString());
            }
        }
        return others;
    }

    private static void set(Message message, List<String> values) {
        if (values.isEmpty()) {
            message.removeHeader(AuthenticationResults.FIELD);
        } else {
            message.setHeader(AuthenticationResults.FIELD, values.size() == 1 ? values.get(0) : values);
        }
    }
}
