package org.mailiwf.smtpd.protocol;

/** What a client may call itself in EHLO and HELO (RFC 5321 section 4.1.1.1; RFC 6531 section 3.7.1: A-labels). */
public final class HeloName {

    private HeloName() {
    }

    /**
     * True for one word of printable US-ASCII of at most 255 characters. More is not asked: RFC 5321 section 4.1.4 forbids refusing a mail
     * over this name, and many clients send host names that are no domains.
     */
    public static boolean isAcceptable(String name) {
        return !name.isEmpty() && name.length() <= 255 && name.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** True if the name is a domain or an address literal, and so may stand in a Received field. */
    static boolean isStandard(String name) {
        return name.startsWith("[") ? Mailbox.isAddressLiteral(name) : Mailbox.isDomain(name);
    }
}
