package org.mailiwf.cpim;

import java.util.Objects;

/**
 * One message header of a CPIM object (RFC 3862 section 2.2), as it stands on the wire, so that what was decoded encodes to the same
 * octets: intermediaries must not change them (section 6).
 *
 * @param name       the case-sensitive name, with its prefix if it has one: {@code DateTime}, {@code cc}, {@code imdn.Message-ID}
 * @param parameters what stands between colon and space: empty, or parameters with their semicolons as in {@code ;lang=fr}
 * @param value      the value with its escapes; {@link #text()} reads them
 */
public record CpimHeader(String name, String parameters, String value) {

    /** @throws IllegalArgumentException if the name is no header name or a control character stands anywhere */
    public CpimHeader {
        Objects.requireNonNull(value, "value");
        if (!CpimSyntax.isHeaderName(name)) {
            throw new IllegalArgumentException("not a CPIM header name");
        }
        if (!parameters.isEmpty() && parameters.charAt(0) != ';') {
            throw new IllegalArgumentException("CPIM header parameters begin with a semicolon");
        }
        if (CpimSyntax.hasControl(parameters) || CpimSyntax.hasControl(value)) {
            throw new IllegalArgumentException("control character in a CPIM header");
        }
    }

    /** A header of free text such as Subject: backslashes and controls become escapes (section 2.3.1). */
    public static CpimHeader text(String name, String text) {
        return new CpimHeader(name, "", CpimSyntax.escape(text));
    }

    /** A header of free text in a language, {@code lang} being a language tag such as {@code fr}. */
    public static CpimHeader text(String name, String text, String lang) {
        return new CpimHeader(name, ";lang=" + lang, CpimSyntax.escape(text));
    }

    /** From, To or cc. */
    public static CpimHeader address(String name, CpimAddress address) {
        return new CpimHeader(name, "", address.toString());
    }

    /** The value with its escapes read. It may hold controls. */
    public String text() {
        return CpimSyntax.unescape(value);
    }

    /** The language tag of the value; {@code null} when there is none. */
    public String lang() {
        for (String parameter : parameters.split(";")) {
            if (parameter.startsWith("lang=")) {
                return parameter.substring("lang=".length());
            }
        }
        return null;
    }
}
