package org.mailiwf.verification;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;

/**
 * The bean {@code foreignResults}: of the fields Authentication-Results that came with a mail those of others stay, and those that could be
 * read as ours do not (RFC 8601 section 5).
 */
@Metadata(label = "bean", description = "Takes Authentication-Results that claim to be ours off a mail.")
public class ForeignResults implements Processor {

    private static final String HOSTNAME = "iwf.smtp.hostname";

    @Metadata(defaultValue = "localhost", description = "Our name in Authentication-Results, a host name.")
    private volatile String authservId = "localhost";

    /** Our name in Authentication-Results: a host name, in any case; default {@code localhost}. */
    public void setAuthservId(String authservId) {
        this.authservId = host(authservId);
    }

    static String host(String authservId) {
        String canonical = HostName.canonical(authservId.strip());
        if (canonical == null) {
            throw new IllegalArgumentException(HOSTNAME + ": '" + authservId + "' is not allowed; allowed: a host name");
        }
        return canonical;
    }

    /** Takes those fields off the message. */
    @Override
    public void process(Exchange exchange) {
        set(exchange.getMessage(), others(exchange.getMessage(), authservId));
    }

    /** The same, and puts ours on top of the others. */
    static void add(Message message, String authservId, String ours) {
        List<String> all = others(message, authservId);
        all.add(0, ours);
        set(message, all);
    }

    private static List<String> others(Message message, String authservId) {
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
