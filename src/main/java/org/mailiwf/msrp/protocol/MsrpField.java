package org.mailiwf.msrp.protocol;

/**
 * A header field. What cannot be in a line cannot be in it.
 *
 * @param name  a token
 * @param value without control characters but the tab
 */
public record MsrpField(String name, String value) {

    public MsrpField {
        if (!MsrpSyntax.isToken(name) || !MsrpSyntax.isText(value)) {
            throw new IllegalArgumentException("is no MSRP header field");
        }
    }
}
