package org.mailiwf.msrp.protocol;

import java.util.Locale;
import java.util.Objects;

/**
 * An {@code msrp:} or {@code msrps:} URI (RFC 4975 section 6), of at most {@value #MAX_LENGTH} characters. Equal are URIs that section 6.1
 * calls equivalent: userinfo and parameters do not count, the session-id counts with its case.
 *
 * @param secure     {@code msrps}: TLS
 * @param userinfo   empty if there is none
 * @param host       a name, an IPv4 address, or an IPv6 address in brackets
 * @param port       -1 if there is none
 * @param sessionId  empty if there is none
 * @param transport  {@code tcp} in practice
 * @param parameters what follows the transport, with its leading semicolon; empty if nothing does
 */
public record MsrpUri(boolean secure, String userinfo, String host, int port, String sessionId, String transport, String parameters) {

    /** Of a URI. */
    public static final int MAX_LENGTH = 512;

    /** The registered port (RFC 4975 section 15.4). */
    public static final int DEFAULT_PORT = 2855;

    public MsrpUri {
        if (!isHost(host) || port < -1 || port > 65535 || !isSessionId(sessionId) || !isUserinfo(userinfo)
                || transport.isEmpty() || !transport.chars().allMatch(MsrpSyntax::isAlphanumeric) || !isParameters(parameters)) {
            throw new IllegalArgumentException("is no MSRP URI");
        }
    }

    /** A URI over TCP with neither userinfo nor parameters. @throws IllegalArgumentException if that is no URI */
    public static MsrpUri of(boolean secure, String host, int port, String sessionId) {
        return new MsrpUri(secure, "", host, port, sessionId, "tcp", "");
    }

    /** @throws MsrpSyntaxException if the text is no MSRP URI */
    public static MsrpUri parse(String text) throws MsrpSyntaxException {
        int authority = text.indexOf("://") + 3;
        int transport = text.indexOf(';', authority);
        if (text.length() > MAX_LENGTH || authority < 3 || transport < 0) {
            throw new MsrpSyntaxException("no MSRP URI");
        }
        String scheme = text.substring(0, authority - 3).toLowerCase(Locale.ROOT);
        int slash = text.indexOf('/', authority);
        int end = slash < 0 || slash > transport ? transport : slash;
        int host = text.lastIndexOf('@', end - 1) + 1;
        int user = Math.max(host, authority);
        int colon = text.lastIndexOf(':', end - 1);
        boolean hasPort = colon > user && colon > text.lastIndexOf(']', end - 1);
        int parameters = text.indexOf(';', transport + 1);
        int next = parameters < 0 ? text.length() : parameters;
        long port = hasPort ? MsrpSyntax.number(text.substring(colon + 1, end), 5) : -1;
        if (!scheme.equals("msrp") && !scheme.equals("msrps") || hasPort && port < 0 || end < transport && end + 1 == transport) {
            throw new MsrpSyntaxException("no MSRP URI");
        }
        try {
            return new MsrpUri(scheme.equals("msrps"), host > authority ? text.substring(authority, host - 1) : "",
                    text.substring(user, hasPort ? colon : end), (int) port, end < transport ? text.substring(end + 1, transport) : "",
                    text.substring(transport + 1, next), text.substring(next));
        } catch (IllegalArgumentException e) {
            throw new MsrpSyntaxException("no MSRP URI");
        }
    }

    /** The host as a socket takes it: an IPv6 address without its brackets. */
    public String address() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port, or the registered one where the URI has none. */
    public int portOrDefault() {
        return port < 0 ? DEFAULT_PORT : port;
    }

    private static boolean isHost(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 3;
        String inner = bracketed ? host.substring(1, host.length() - 1) : host;
        return !inner.isEmpty() && inner.chars().allMatch(c -> bracketed
                ? Character.digit(c, 16) >= 0 && c < 0x80 || c == ':' || c == '.'
                : MsrpSyntax.isAlphanumeric(c) || c == '.' || c == '-' || c == '_');
    }

    private static boolean isSessionId(String text) {
        return text.chars().allMatch(c -> MsrpSyntax.isAlphanumeric(c) || "-._~+=/".indexOf(c) >= 0);
    }

    private static boolean isUserinfo(String text) {
        return text.chars().allMatch(c -> MsrpSyntax.isAlphanumeric(c) || "-._~%!$&'()*+,;=:".indexOf(c) >= 0);
    }

    private static boolean isParameters(String text) {
        return text.isEmpty() || text.charAt(0) == ';' && text.chars()
                .allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MsrpUri uri && secure == uri.secure && port == uri.port && host.equalsIgnoreCase(uri.host)
                && sessionId.equals(uri.sessionId) && transport.equalsIgnoreCase(uri.transport);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secure, port, host.toLowerCase(Locale.ROOT), sessionId, transport.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return (secure ? "msrps://" : "msrp://") + (userinfo.isEmpty() ? "" : userinfo + "@") + host + (port < 0 ? "" : ":" + port)
                + (sessionId.isEmpty() ? "" : "/" + sessionId) + ";" + transport + parameters;
    }
}
