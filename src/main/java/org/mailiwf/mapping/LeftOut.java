package org.mailiwf.mapping;

import java.util.List;

import org.apache.camel.Exchange;

/** The parts of a mail that its recipient did not get, although the rest was delivered. */
final class LeftOut {

    /** The exchange property that holds their names; absent or empty when nothing was left out. */
    static final String PROPERTY = "leftOut";

    private LeftOut() {
    }

    static boolean anything(Exchange exchange) {
        List<?> names = exchange.getProperty(PROPERTY, List.class);
        return names != null && !names.isEmpty();
    }
}
