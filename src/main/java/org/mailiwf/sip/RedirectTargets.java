package org.mailiwf.sip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The target set of one request (RFC 3261 section 8.1.3.4): where 3xx responses have led, and what of it is still to be tried. A Contact is
 * foreign input: it is used only if its host is allowed, and only what says who is meant, not how to reach it or what to send.
 */
final class RedirectTargets {

    /** A 302 to a 302 to a 302. */
    static final int MAX_DEPTH = 3;
    /** How many requests one request may become. */
    private static final int MAX_TARGETS = 8;

    /** Escaped ; ? & = @ and the escape itself, in lower case. */
    private static final List<String> HIDDEN_DELIMITERS = List.of("%3b", "%3f", "%26", "%3d", "%40", "%25");

    /**
     * A URI to try.
     *
     * @param depth how many redirections led to it
     */
    record Target(SipUri uri, int depth) {
    }

    private final Set<String> domains;
    private final boolean tls;
    private final Set<String> seen = new HashSet<>();
    private final Deque<Target> untried = new ArrayDeque<>();

    /**
     * @param domains the hosts that a target may have, in lower case; {@code *} for any
     * @param tls     whether all hops that the request may go to are reached over TLS
     */
    RedirectTargets(SipUri requestUri, Set<String> domains, boolean tls) {
        this.domains = domains;
        this.tls = tls;
        seen.add(key(requestUri));
    }

    /**
     * Adds the Contacts of a 3xx in their order, before those that are left of earlier ones.
     *
     * @param from what was redirected
     */
    void add(List<String> contacts, Target from) {
        if (from.depth() >= MAX_DEPTH) {
            return;
        }
        Deque<Target> fresh = new ArrayDeque<>();
        for (String contact : contacts) {
            SipUri uri = usable(contact, from.uri().scheme().equals("sips"));
            if (uri != null && seen.size() <= MAX_TARGETS && seen.add(key(uri))) {
                fresh.push(new Target(uri, from.depth() + 1));
            }
        }
        fresh.forEach(untried::push);
    }

    /** The next URI to try, {@code null} when there is none. */
    Target next() {
        return untried.poll();
    }

    private SipUri usable(String contact, boolean secure) {
        SipUri uri;
        try {
            uri = SipUri.parse(bare(contact));
        } catch (IllegalArgumentException e) {
            return null;
        }
        boolean allowed = uri.isSip() && (domains.contains("*") || domains.contains(uri.host().toLowerCase(Locale.ROOT)));
        boolean fits = uri.scheme().equals("sips") ? tls : !secure;
        return allowed && fits ? uri : null;
    }

    /**
     * Without header fields, which could become any part of a request, and without method and maddr, of which the one changes what is sent
     * and the other where it goes, past the check of the host. Whoever reads the URI next may take an escaped letter for the letter (RFC
     * 3261 section 19.1.4), so a parameter with an escape in its name is dropped, and so is one whose value hides a delimiter.
     *
     * @throws IllegalArgumentException if a question mark stands before the host: some would read header fields there
     */
    private static String bare(String contact) {
        int host = contact.indexOf('@') + 1;
        int question = contact.indexOf('?', host);
        if (contact.lastIndexOf('?', host) >= 0 || contact.indexOf('@', host) >= 0) {
            throw new IllegalArgumentException("Ambiguous: " + HeaderGuard.clean(contact));
        }
        String uri = question < 0 ? contact : contact.substring(0, question);
        int end = uri.indexOf(';', host);
        if (end < 0) {
            return uri;
        }
        StringBuilder bare = new StringBuilder(uri.substring(0, end));
        for (String parameter : uri.substring(end + 1).split(";")) {
            if (isHarmless(parameter.toLowerCase(Locale.ROOT))) {
                bare.append(';').append(parameter);
            }
        }
        return bare.toString();
    }

    private static boolean isHarmless(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        return !name.isEmpty() && name.indexOf('%') < 0 && !name.equals("method") && !name.equals("maddr")
                && HIDDEN_DELIMITERS.stream().noneMatch(parameter::contains);
    }

    /** Equal for URIs that are equal but for case in the host and parameters (RFC 3261 section 19.1.4). */
    private static String key(SipUri uri) {
        int host = uri.text().indexOf('@') + 1;
        return uri.text().substring(0, host) + uri.text().substring(host).toLowerCase(Locale.ROOT);
    }
}
