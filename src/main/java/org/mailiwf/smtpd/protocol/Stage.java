package org.mailiwf.smtpd.protocol;

import java.util.Set;

/** The three places where a route answers, with the reply codes that are legal there. */
public enum Stage {

    /** RFC 5321 section 4.3.2; 450, 451, 454 and 530 by RFC 4954; 554 by common practice. */
    MAIL(Set.of(250, 421, 450, 451, 452, 454, 455, 503, 530, 550, 552, 553, 554, 555), "2.1.0", "Sender ok", 550),
    /** RFC 5321 section 4.3.2; 556 by RFC 7504. */
    RCPT(Set.of(250, 251, 421, 450, 451, 452, 455, 503, 530, 550, 551, 552, 553, 554, 555, 556), "2.1.5", "Recipient ok", 550),
    /** After the final dot: RFC 5321 section 4.3.2. */
    MESSAGE(Set.of(250, 421, 450, 451, 452, 550, 552, 554), "2.6.0", "Message accepted", 554);

    private final Set<Integer> legal;
    private final String success;
    private final String successText;
    private final int permanent;

    Stage(Set<Integer> legal, String success, String successText, int permanent) {
        this.legal = legal;
        this.success = success;
        this.successText = successText;
        this.permanent = permanent;
    }

    /** True if a reply of this code may be given here. */
    public boolean allows(int code) {
        return legal.contains(code);
    }

    /** The code of the same class that is always legal here: 250, 451, 550 or 554; 451 for what is no final reply. */
    int nearest(int code) {
        return switch (code / 100) {
            case 2 -> 250;
            case 5 -> permanent;
            default -> 451;
        };
    }

    /** The reply when the route ended well and said nothing. */
    public Reply accepted(String id) {
        return new Reply(250, success, defaultText(250, id));
    }

    String defaultStatus(int code) {
        return switch (code) {
            case 421 -> "4.3.2";
            case 451 -> "4.3.0";
            default -> code / 100 == 2 ? success : code / 100 + ".0.0";
        };
    }

    String defaultText(int code, String id) {
        return switch (code / 100) {
            case 2 -> this == MESSAGE ? id + " " + successText : successText;
            case 4 -> "Try again later";
            default -> "Refused";
        };
    }
}
