package org.mailiwf.mail;

import java.util.List;

/**
 * Reads the value of an address field (RFC 5322 section 3.4 with the obsolete forms of 4.4) in one pass without recursion, and leniently:
 * what is no mailbox is passed over.
 */
final class MailboxParser {

    private final String value;
    private int at;
    /** What stands outside of quotes, comments and brackets: a display name, or an address without brackets. */
    private final StringBuilder phrase = new StringBuilder();
    /** The same as {@link #phrase} but with its quotes, as an address needs it. */
    private final StringBuilder verbatim = new StringBuilder();
    private String comment = "";
    private String bracketed;

    MailboxParser(String value) {
        this.value = value;
    }

    void parseInto(List<Mailbox> mailboxes) {
        while (at < value.length()) {
            char c = value.charAt(at++);
            switch (c) {
                case '"' -> readQuoted();
                case '(' -> readComment();
                case '<' -> readBracketed();
                case '[' -> readDomainLiteral();
                case ',', ';' -> finish(mailboxes);
                case ':' -> clear(); // the name of a group ends here
                default -> append(c);
            }
        }
        finish(mailboxes);
    }

    private void append(char c) {
        phrase.append(c);
        verbatim.append(c);
    }

    private void readQuoted() {
        verbatim.append('"');
        while (at < value.length() && value.charAt(at) != '"') {
            if (value.charAt(at) == '\\' && at + 1 < value.length()) {
                verbatim.append('\\');
                at++;
            }
            append(value.charAt(at++));
        }
        verbatim.append('"');
        at++;
    }

    /** Comments nest: RFC 5322 section 3.2.2. */
    private void readComment() {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (at < value.length()) {
            char c = value.charAt(at++);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                break;
            } else if (c == '\\' && at < value.length()) {
                c = value.charAt(at++);
            }
            text.append(c);
        }
        comment = text.toString();
    }

    private void readBracketed() {
        StringBuilder address = new StringBuilder();
        boolean quoted = false;
        while (at < value.length()) {
            char c = value.charAt(at++);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                break;
            } else if (c == '\\' && quoted && at < value.length()) {
                address.append(c);
                c = value.charAt(at++);
            }
            address.append(c);
        }
        bracketed = withoutRoute(address.toString());
    }

    /** {@code @one,@two:local@domain}, RFC 5322 section 4.4. */
    private static String withoutRoute(String address) {
        int colon = address.indexOf(':');
        return address.startsWith("@") && colon > 0 ? address.substring(colon + 1) : address;
    }

    private void readDomainLiteral() {
        append('[');
        while (at < value.length()) {
            char c = value.charAt(at++);
            append(c);
            if (c == ']') {
                break;
            }
        }
    }

    private void finish(List<Mailbox> mailboxes) {
        if (bracketed != null) {
            add(mailboxes, phrase.toString(), bracketed);
        } else {
            // the form of old: address (name)
            add(mailboxes, comment, verbatim.toString());
        }
        clear();
    }

    private static void add(List<Mailbox> mailboxes, String name, String address) {
        String addrSpec = address.strip();
        if (isAddress(addrSpec)) {
            mailboxes.add(new Mailbox(CleanText.ofHeader(EncodedWords.decode(name)), addrSpec));
        }
    }

    private void clear() {
        phrase.setLength(0);
        verbatim.setLength(0);
        comment = "";
        bracketed = null;
    }

    private static boolean isAddress(String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || address.contains("=?")) {
            return false;
        }
        boolean quoted = address.charAt(0) == '"' && at > 1 && address.charAt(at - 1) == '"';
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            boolean inQuotes = quoted && i < at;
            boolean special = CleanText.isWhiteSpace(c) || c == '"' || c == '(' || c == ')' || c == '<' || c == '>' || c == ',' || c == '@';
            if (Character.isISOControl(c) || CleanText.isBidiFormatting(c) || special && !inQuotes && i != at) {
                return false;
            }
        }
        return true;
    }
}
