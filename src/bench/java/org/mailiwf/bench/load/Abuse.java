package org.mailiwf.bench.load;

import java.util.Locale;

/** What a client can do to be a burden. */
enum Abuse {
    /** Opens connections and keeps them. */
    CONNECTIONS,
    /** Sends mails an octet at a time. */
    SLOW_DATA,
    /** Tries out addresses. */
    UNKNOWN_RECIPIENTS,
    /** Talks before the greeting. */
    EARLY_TALKER;

    static Abuse of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
