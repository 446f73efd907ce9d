package org.mailiwf.cpim;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The URIs that name a CPM user: sip and sips (RFC 3261 section 19.1), tel (RFC 3966). */
public final class SipUri {

    /** What {@link #isValid} takes, for the text of an error. */
    public static final String ALLOWED = "a sip:, sips: or tel: URI such as sip:bob@op.example";

    private static final int MAX_LENGTH = 512;
    private static final String ESCAPED = "%[0-9A-Fa-f]{2}";
    private static final String USER = "(?:[A-Za-z0-9\\-_.!~*'()&=+$,;?/]|" + ESCAPED + ")++";
    private static final String HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9\\-.]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]++])";
    private static final String PARAMETERS = "(?:;(?:[A-Za-z0-9\\-_.!~*'()\\[\\]/:&+$=]|" + ESCAPED + ")++)*+";
    private static final Pattern SIP = Pattern.compile("(?i:sips?):(?:" + USER + "@)?" + HOST + "(?::[0-9]{1,5})?" + PARAMETERS);
    private static final Pattern TEL = Pattern.compile("(?i:tel):\\+?[0-9*#A-Fa-f\\-.()]++" + PARAMETERS);

    /** The marks of unreserved and user-unreserved that RFC 3261 lets stand in a user part beside letters and digits. */
    private static final String USER_MARKS = "-_.!~*'()&=+$,;?/";
    private static final String HEX = "0123456789ABCDEF";

    private SipUri() {
    }

    /** Whether this is such a URI, without headers ({@code ?...}) and without a password. */
    public static boolean isValid(String uri) {
        return uri.length() <= MAX_LENGTH && (SIP.matcher(uri).matches() || TEL.matcher(uri).matches());
    }

    /** Writes text as a user part: every octet of its UTF-8 that may not stand there as {@code %XX}. */
    public static String escapeUser(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(octets.length + 16);
        for (byte signed : octets) {
            int octet = signed & 0xff;
            if (isUserChar(octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
            }
        }
        return out.toString();
    }

    private static boolean isUserChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || USER_MARKS.indexOf(c) >= 0;
    }
}
