package org.mailiwf.mapping;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * Reads the orig-date of a mail (RFC 5322 section 3.6.1), the obsolete forms of section 4.3 included: no day name, two or three digits of
 * a year, no seconds, zones by name or none, comments.
 */
final class OrigDate {

    private static final int MAX_LENGTH = 256;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private OrigDate() {
    }

    /** The date with the mail's own offset; {@code null} when it cannot be read. */
    static OffsetDateTime parse(String value) {
        if (value == null || value.length() > MAX_LENGTH) {
            return null;
        }
        StringTokenizer words = new StringTokenizer(withoutComments(value), " \t,");
        if (words.countTokens() < 4) {
            return null;
        }
        String word = words.nextToken();
        try {
            int day = number(Character.isLetter(word.charAt(0)) ? words.nextToken() : word, 2);
            int month = month(words.nextToken());
            int year = year(words.nextToken());
            if (!words.hasMoreTokens()) {
                return null;
            }
            String[] time = words.nextToken().split(":");
            if (time.length < 2 || time.length > 3) {
                return null;
            }
            // a leap second is the last second that the calendar here knows
            int second = time.length == 3 ? Math.min(number(time[2], 2), 59) : 0;
            return OffsetDateTime.of(year, month, day, number(time[0], 2), number(time[1], 2), second, 0,
                    words.hasMoreTokens() ? offset(words.nextToken()) : ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static String withoutComments(String value) {
        if (value.indexOf('(') < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int month(String name) {
        int at = name.length() < 3 ? -1 : MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
        if (at < 0 || at % 3 != 0) {
            throw new DateTimeException("month");
        }
        return at / 3 + 1;
    }

    private static int year(String digits) {
        int year = number(digits, 4);
        if (digits.length() < 4) {
            year += digits.length() == 2 && year < 50 ? 2000 : 1900;
        }
        if (year < 1900) {
            throw new DateTimeException("year");
        }
        return year;
    }

    /** What names no known zone counts as UTC, as section 4.3 advises. */
    private static ZoneOffset offset(String zone) {
        char sign = zone.charAt(0);
        if (sign == '+' || sign == '-') {
            int clock = number(zone.substring(1).replace(":", ""), 4);
            int minutes = clock / 100 * 60 + clock % 100;
            return ZoneOffset.ofTotalSeconds((sign == '-' ? -minutes : minutes) * 60);
        }
        return ZoneOffset.ofHours(switch (zone.toUpperCase(Locale.ROOT)) {
            case "EDT" -> -4;
            case "EST", "CDT" -> -5;
            case "CST", "MDT" -> -6;
            case "MST", "PDT" -> -7;
            case "PST" -> -8;
            default -> 0;
        });
    }

    private static int number(String digits, int maxDigits) {
        if (digits.isEmpty() || digits.length() > maxDigits) {
            throw new NumberFormatException();
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException();
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
