package org.mailiwf.mapping;

import java.util.ArrayList;
import java.util.List;

import org.mailiwf.cpim.HostName;
import org.mailiwf.cpim.SipUri;

/**
 * A SIP URI with the placeholders {@code {local}} and {@code {domain}} for the halves of a mail address, and {@code {iwf}} for the
 * gateway's own domain, such as {@code sip:{local}%40{domain}@{iwf}}. Immutable.
 */
public final class SipUriTemplate {

    /** What {@link #parse} takes, for the text of an error. */
    public static final String ALLOWED =
            "a sip: or sips: URI with {local} and {domain} in its user part, {domain} and {iwf} in its host, such as sip:{local}@{domain}";

    private enum Kind {
        LITERAL, LOCAL, DOMAIN, IWF
    }

    private record Part(Kind kind, String literal, boolean inUser) {
    }

    private final List<Part> parts;

    private SipUriTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException if the text is no such template; the message says what is allowed */
    public static SipUriTemplate parse(String text) {
        int at = text.lastIndexOf('@');
        List<Part> parts = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            int brace = text.indexOf('{', position);
            if (brace != position) {
                int end = brace < 0 ? text.length() : brace;
                parts.add(new Part(Kind.LITERAL, text.substring(position, end), false));
                position = end;
                continue;
            }
            int end = text.indexOf('}', brace) + 1;
            parts.add(new Part(kind(text.substring(brace, Math.max(end, brace))), "", brace < at));
            position = end;
        }
        SipUriTemplate template = new SipUriTemplate(parts);
        template.check();
        return template;
    }

    private static Kind kind(String placeholder) {
        return switch (placeholder) {
            case "{local}" -> Kind.LOCAL;
            case "{domain}" -> Kind.DOMAIN;
            case "{iwf}" -> Kind.IWF;
            default -> throw new IllegalArgumentException(ALLOWED);
        };
    }

    /** Only in the user part is everything escaped that a local-part may hold: elsewhere it could add parameters, or name another host. */
    private void check() {
        boolean localOutside = parts.stream().anyMatch(part -> part.kind == Kind.LOCAL && !part.inUser);
        // no hex digits, so that no percent sign in front of a placeholder passes for an escape
        String sample = localOutside ? "" : expand("x", "x.example", "y.example");
        if (!sample.regionMatches(true, 0, "sip", 0, 3) || !SipUri.isValid(sample)) {
            throw new IllegalArgumentException(ALLOWED);
        }
    }

    /**
     * The URI of a mail address. What may not stand in a user part becomes {@code %XX} of its UTF-8; a domain is lower-cased, and written
     * in A-labels.
     *
     * @throws IllegalArgumentException if the template names {@code {domain}} as a host and the domain is none
     */
    public String expand(String local, String domain, String iwf) {
        StringBuilder uri = new StringBuilder(64);
        for (Part part : parts) {
            switch (part.kind) {
                case LITERAL -> uri.append(part.literal);
                case LOCAL -> uri.append(SipUri.escapeUser(local));
                case DOMAIN -> uri.append(domain(domain, part.inUser));
                case IWF -> uri.append(iwf);
            }
        }
        return uri.toString();
    }

    private static String domain(String domain, boolean inUser) {
        String host = HostName.canonical(domain);
        if (host != null) {
            return host;
        }
        if (inUser) {
            return SipUri.escapeUser(domain);
        }
        throw new IllegalArgumentException("the domain of the address is no host name");
    }
}
