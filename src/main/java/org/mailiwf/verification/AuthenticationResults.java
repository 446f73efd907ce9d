package org.mailiwf.verification;

import java.util.List;

import org.mailiwf.cpim.HostName;
import org.mailiwf.verification.dkim.DkimResult;
import org.mailiwf.verification.dmarc.DmarcAnswer;
import org.mailiwf.verification.spf.SpfAnswer;

/** Values of Authentication-Results fields (RFC 8601). */
public final class AuthenticationResults {

    /** The name of the field. */
    public static final String FIELD = "Authentication-Results";

    private AuthenticationResults() {
    }

    /** The value of our own field: one line of printable US-ASCII. */
    static String value(String authservId, SpfAnswer spf, List<DkimResult> dkim, List<DmarcAnswer> dmarc) {
        StringBuilder out = new StringBuilder(200).append(authservId).append("; spf=").append(spf.result());
        reason(out, spf.reason());
        if (!spf.domain().isEmpty()) {
            out.append(spf.helo() ? " smtp.helo=" : " smtp.mailfrom=").append(spf.domain());
        }
        if (dkim.isEmpty()) {
            out.append("; dkim=none");
        }
        for (DkimResult each : dkim) {
            out.append("; dkim=").append(each.outcome());
            reason(out, each.reason());
            if (!each.domain().isEmpty()) {
                out.append(" header.d=").append(each.domain()).append(" header.s=").append(each.selector()).append(" header.a=")
                        .append(each.algorithm());
            }
        }
        for (DmarcAnswer each : dmarc) {
            out.append("; dmarc=").append(each.result());
            if (each.policy() != null) {
                out.append(" (p=").append(each.policy()).append(')');
            }
            if (!each.domain().isEmpty()) {
                out.append(" header.from=").append(each.domain());
            }
        }
        return out.toString();
    }

    private static void reason(StringBuilder out, String reason) {
        if (!reason.isEmpty()) {
            out.append(" reason=\"").append(reason).append('"');
        }
    }

    /**
     * Whether a field may be read as one of ours: its authserv-id is {@code authservId}, or cannot be told. Such a field must not be
     * believed if it came from outside (RFC 8601 section 5).
     *
     * @param value      of the field
     * @param authservId ours, a host name
     */
    static boolean isOurs(String value, String authservId) {
        String id = authservId(value);
        return id == null || id.equalsIgnoreCase(authservId) || authservId.equalsIgnoreCase(HostName.canonical(id));
    }

    /** Who says what the field says; {@code null} if that cannot be told. */
    static String authservId(String value) {
        int at = skipComments(value, 0);
        if (at < 0 || at == value.length()) {
            return null;
        }
        int end = value.charAt(at) == '"' ? endOfQuotedString(value, at) : endOfToken(value, at);
        if (end <= at) {
            return null;
        }
        int behind = skipComments(value, end);
        boolean version = behind >= 0 && behind > end && behind < value.length() && Character.isDigit(value.charAt(behind));
        if (behind < 0 || behind < value.length() && value.charAt(behind) != ';' && !version) {
            return null;
        }
        String id = value.substring(at, end);
        return id.charAt(0) == '"' ? unquoted(id) : id;
    }

    /** Behind white space and comments (RFC 5322 section 3.2.2); -1 if a comment has no end. */
    private static int skipComments(String value, int from) {
        int depth = 0;
        int at = from;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (c == '(') {
                depth++;
            } else if (depth > 0 && c == ')') {
                depth--;
            } else if (depth > 0 && c == '\\') {
                at++;
            } else if (depth == 0 && !TagList.isWhiteSpace(c)) {
                return at;
            }
            at++;
        }
        return depth == 0 ? value.length() : -1;
    }

    private static int endOfToken(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) > ' ' && value.charAt(at) != 0x7f
                && "()<>@,;:\\\"/[]?=".indexOf(value.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static int endOfQuotedString(String value, int from) {
        for (int at = from + 1; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            at += c == '\\' ? 1 : 0;
        }
        return -1;
    }

    private static String unquoted(String quoted) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            if (quoted.charAt(i) == '\\') {
                i++;
            }
            out.append(quoted.charAt(i));
        }
        return out.toString().strip();
    }
}
