package org.mailiwf.mapping;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of the status map: the SMTP reply to a SIP status or a condition of our own. A row that exists is legal.
 *
 * @param key      a SIP status, {@code 404}; with {@code +RA} where Retry-After came with it; with {@code f} for a realm that is not ours;
 *                 a class, {@code 4xx}; or the name of a condition, {@code timeout}
 * @param code     a reply code that may follow the final dot (RFC 5321 section 4.3.2)
 * @param enhanced the enhanced status code (RFC 3463), of the same class as the reply code
 * @param text     one line of printable US-ASCII
 */
record StatusRow(String key, int code, String enhanced, String text) {

    private static final Pattern STATUS_KEY = Pattern.compile("[2-6](?:[0-9]{2}|xx)(?:\\+RA)?|40[17]f");
    private static final Pattern NAME_KEY = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");

    private static final Set<Integer> CODES_AFTER_DATA = Set.of(250, 421, 450, 451, 452, 550, 552, 554);

    /** Subjects and details that RFC 3463 calls useful only as permanent errors, and only as persistent transient errors. */
    private static final Set<String> PERMANENT_ONLY =
            Set.of("1.1", "1.2", "1.3", "1.6", "2.3", "3.4", "5.1", "5.2", "5.4", "6.1", "7.1", "7.2", "7.3", "7.4");
    private static final Set<String> TRANSIENT_ONLY = Set.of("2.2", "3.1", "4.1", "4.2", "4.3", "4.5", "4.6");

    /** With recipient, id and status it still fits the 512 octets of a reply line (RFC 5321 section 4.5.3.1.5). */
    private static final int MAX_TEXT = 120;

    /** @throws IllegalArgumentException if the row breaks a rule; the message says which */
    StatusRow {
        require(isStatusKey(key) || NAME_KEY.matcher(key).matches(),
                "key '" + key + "' is no SIP status such as 404, 404+RA or 4xx, and no name");
        require(CODES_AFTER_DATA.contains(code),
                "smtp_code " + code + " may not answer DATA; allowed: 250, 421, 450, 451, 452, 550, 552, 554");
        require(ENHANCED.matcher(enhanced).matches(), "enhanced '" + enhanced + "' is no status code of RFC 3463 such as 5.1.1");
        char replyClass = (char) ('0' + code / 100);
        require(enhanced.charAt(0) == replyClass, "enhanced " + enhanced + " is not of the class of smtp_code " + code);
        String detail = enhanced.substring(2);
        require(replyClass == '5' || !PERMANENT_ONLY.contains(detail), "enhanced X." + detail + " is only for permanent errors (RFC 3463)");
        require(replyClass == '4' || !TRANSIENT_ONLY.contains(detail), "enhanced X." + detail + " is only for transient errors (RFC 3463)");
        require(isSuccess(key) == (code == 250), isSuccess(key)
                ? "smtp_code " + code + " for a message that was delivered would make the client send it again"
                : "smtp_code 250 for a message that was not delivered would lose it");
        require(!text.isBlank() && text.length() <= MAX_TEXT && text.chars().allMatch(c -> c >= ' ' && c < 0x7f),
                "text is not one line of 1 to " + MAX_TEXT + " printable US-ASCII characters");
    }

    /** Whether the key is a SIP status or a class of them, and not a name. */
    static boolean isStatusKey(String key) {
        return STATUS_KEY.matcher(key).matches();
    }

    private static boolean isSuccess(String key) {
        return key.startsWith("2") || key.equals("msrp200");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
