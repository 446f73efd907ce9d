package org.mailiwf.smtpd.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The parameters behind the path of MAIL and RCPT (RFC 5321 section 4.1.2: {@code Mail-parameters}, {@code Rcpt-parameters}). */
final class EsmtpParameters {

    private final Map<String, String> values;

    private EsmtpParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param known the keywords that may stand here, in upper case
     * @throws CommandRefused 501 5.5.4 for a malformed or repeated parameter, 555 5.5.4 for one that is not known
     */
    static EsmtpParameters parse(String parameters, Set<String> known) throws CommandRefused {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < parameters.length()) {
            if (parameters.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = parameters.indexOf(' ', at);
            end = end < 0 ? parameters.length() : end;
            put(values, parameters.substring(at, end), known);
            at = end;
        }
        return new EsmtpParameters(values);
    }

    private static void put(Map<String, String> values, String parameter, Set<String> known) throws CommandRefused {
        int equals = parameter.indexOf('=');
        String keyword = upper(equals < 0 ? parameter : parameter.substring(0, equals));
        String value = equals < 0 ? null : parameter.substring(equals + 1);
        if (!isKeyword(keyword) || value != null && !isValue(value)) {
            throw CommandRefused.badParameter("Malformed parameter");
        }
        if (!known.contains(keyword)) {
            throw new CommandRefused(new Reply(555, "5.5.4", "Parameter not recognized: " + keyword));
        }
        if (values.containsKey(keyword)) {
            throw CommandRefused.badParameter("Parameter given twice: " + keyword);
        }
        values.put(keyword, value);
    }

    /** US-ASCII in upper case, all else as it is: in Unicode the upper case of a dotless i and of a long s is US-ASCII. */
    static String upper(String s) {
        StringBuilder upper = new StringBuilder(s.length());
        s.chars().forEach(c -> upper.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
        return upper.toString();
    }

    /** The value of a parameter that must have one; {@code null} when the parameter was not given. */
    String value(String keyword) throws CommandRefused {
        if (values.containsKey(keyword) && values.get(keyword) == null) {
            throw CommandRefused.badParameter(keyword + " needs a value");
        }
        return values.get(keyword);
    }

    /** True if a parameter that must have no value was given. */
    boolean flag(String keyword) throws CommandRefused {
        if (values.get(keyword) != null) {
            throw CommandRefused.badParameter(keyword + " takes no value");
        }
        return values.containsKey(keyword);
    }

    private static boolean isKeyword(String s) {
        return !s.isEmpty() && s.charAt(0) != '-'
                && s.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
    }

    /** RFC 5321 section 4.1.2, with the characters that RFC 6531 section 3.3 adds. */
    private static boolean isValue(String s) {
        return !s.isEmpty() && s.chars().allMatch(c -> c > ' ' && c < 127 && c != '=' || c > 0x9F);
    }
}
