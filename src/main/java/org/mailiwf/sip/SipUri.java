package org.mailiwf.sip;

import java.util.BitSet;
import java.util.Locale;

/**
 * What routing needs to know of a URI (RFC 3261 section 19.1). The URI itself is never written anew: it goes on the wire as it was given.
 *
 * @param text      the URI as given
 * @param scheme    in lower case: sip, sips, tel, im ...
 * @param host      host name or address (an IPv6 address in brackets) of a sip or sips URI, otherwise {@code null}
 * @param port      -1 when the URI names none
 * @param transport the transport parameter in lower case, or {@code null}
 * @param loose     whether the URI has the lr parameter
 */
public record SipUri(String text, String scheme, String host, int port, String transport, boolean loose) {

    private static final BitSet USER = new BitSet(128);
    private static final BitSet HOST = new BitSet(128);
    private static final BitSet URI = new BitSet(128);

    static {
        HOST.set('a', 'z' + 1);
        HOST.set('A', 'Z' + 1);
        HOST.set('0', '9' + 1);
        USER.or(HOST);
        "-._".chars().forEach(HOST::set);
        // unreserved, user-unreserved, and the colon before a password
        "-_.!~*'()&=+$,;?/:%".chars().forEach(USER::set);
        URI.set(0x21, 0x7f);
        "<>\"\\".chars().forEach(URI::clear);
    }

    /**
     * @throws IllegalArgumentException if the text is not a URI that can stand in a request
     */
    public static SipUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !HeaderGuard.consistsOf(URI, text, 0, text.length())) {
            throw bad(text);
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!HeaderGuard.isToken(scheme)) {
            throw bad(text);
        }
        return isSip(scheme) ? parseSip(text, scheme, colon + 1) : new SipUri(text, scheme, null, -1, null, false);
    }

    /** Whether the scheme is sip or sips. */
    public boolean isSip() {
        return isSip(scheme);
    }

    private static SipUri parseSip(String text, String scheme, int start) {
        int at = text.indexOf('@');
        if (at >= 0) {
            checkUser(text, start, at);
        }
        int hostStart = at < 0 ? start : at + 1;
        int hostPortEnd = endOf(text, hostStart, ";?");
        String hostPort = text.substring(hostStart, hostPortEnd);
        int portColon = hostPort.lastIndexOf(':');
        if (portColon < hostPort.lastIndexOf(']')) {
            portColon = -1;
        }
        String host = portColon < 0 ? hostPort : hostPort.substring(0, portColon);
        if (!isHost(host)) {
            throw bad(text);
        }
        int port = portColon < 0 ? -1 : port(text, hostPort.substring(portColon + 1));
        String transport = null;
        boolean loose = false;
        int parametersEnd = endOf(text, hostPortEnd, "?");
        for (int i = hostPortEnd; i < parametersEnd;) {
            int end = Math.min(parametersEnd, endOf(text, i + 1, ";"));
            String parameter = text.substring(i + 1, end).toLowerCase(Locale.ROOT);
            if (parameter.startsWith("transport=")) {
                transport = parameter.substring("transport=".length());
            }
            loose |= parameter.equals("lr") || parameter.startsWith("lr=");
            i = end;
        }
        return new SipUri(text, scheme, host, port, transport, loose);
    }

    private static void checkUser(String text, int start, int end) {
        if (start == end) {
            throw bad(text);
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean brokenEscape = c == '%'
                    && (i + 2 >= end || Character.digit(text.charAt(i + 1), 16) < 0 || Character.digit(text.charAt(i + 2), 16) < 0);
            if (!USER.get(c) || brokenEscape) {
                throw bad(text);
            }
        }
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return host.length() > 3 && host.indexOf(']') == host.length() - 1
                    && host.substring(1, host.length() - 1).chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
        }
        return !host.isEmpty() && HeaderGuard.consistsOf(HOST, host, 0, host.length());
    }

    private static int port(String text, String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw bad(text);
        }
        return port;
    }

    private static int endOf(String text, int from, String delimiters) {
        for (int i = from; i < text.length(); i++) {
            if (delimiters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isSip(String scheme) {
        return scheme.equals("sip") || scheme.equals("sips");
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException("Not a URI for a SIP request: " + HeaderGuard.clean(text));
    }
}
