package org.mailiwf.mapping;

import java.util.List;

import org.mailiwf.cpim.HostName;

/** What all beans say about a setting that is wrong, and the one kind of setting that several of them have. */
final class Setting {

    /** The key of the gateway's own SIP domain. */
    static final String DOMAIN = "iwf.domain";

    /** The value of {@link #DOMAIN} where none is set. */
    static final String DEFAULT_DOMAIN = "localhost";

    private Setting() {
    }

    static IllegalArgumentException wrong(String key, String value, String allowed) {
        return new IllegalArgumentException(key + ": '" + value + "' is not allowed; allowed: " + allowed);
    }

    /** {@code iwf.attachments}, which several beans obey. */
    static String attachments(String value) {
        return oneOf("iwf.attachments", value, "large", "whole", "note");
    }

    /** One of several words. */
    static String oneOf(String key, String value, String... allowed) {
        String word = value.strip();
        if (!List.of(allowed).contains(word)) {
            throw wrong(key, value, String.join(", ", allowed));
        }
        return word;
    }

    /** A number within bounds. */
    static int number(String key, String value, int least, int most) {
        String digits = value.strip();
        boolean number = !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
            throw wrong(key, value, "a number from " + least + " to " + most);
        }
        return Integer.parseInt(digits);
    }

    /** The value of {@link #DOMAIN} in its canonical form. */
    static String domain(String value) {
        String domain = HostName.canonical(value.strip());
        if (domain == null) {
            throw wrong(DOMAIN, value, "a domain name such as iwf.op.example");
        }
        return domain;
    }
}
