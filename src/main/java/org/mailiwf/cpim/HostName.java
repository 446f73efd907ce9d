package org.mailiwf.cpim;

import java.net.IDN;
import java.util.Locale;

/** Domain names in the one form in which they are compared and sent: A-labels in lower case (RFC 5890 section 2.3.2.1). */
public final class HostName {

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private HostName() {
    }

    /** The canonical form of a host name in any case and script; {@code null} if it is none by RFC 1123 section 2.1 and RFC 3261. */
    public static String canonical(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return null;
        }
        String ascii = isAscii(name) ? name : toALabels(name);
        return ascii != null && isHost(ascii) ? ascii.toLowerCase(Locale.ROOT) : null;
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String toALabels(String name) {
        try {
            return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isHost(String name) {
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '.';
            if (c == '.') {
                if (i == labelStart || i - labelStart > MAX_LABEL || name.charAt(labelStart) == '-' || name.charAt(i - 1) == '-') {
                    return false;
                }
                labelStart = i + 1;
            } else if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return name.length() <= MAX_NAME;
    }
}
