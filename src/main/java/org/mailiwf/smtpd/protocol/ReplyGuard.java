package org.mailiwf.smtpd.protocol;

/** Makes what a route set into a reply that is legal where it is given: nothing that a route says can break the protocol. */
public final class ReplyGuard {

    private ReplyGuard() {
    }

    /**
     * @param stage          where the reply is given
     * @param code           the code wanted; one that is not legal there is replaced by the stage's own code of the same class (250, 451,
     *                       550, after the final dot 554), and one that is no final reply code (outside 2yz, 4yz, 5yz) by 451
     * @param enhancedStatus the enhanced status code wanted, {@code null} for none; one that is malformed or of another class than the code
     *                       (RFC 2034 section 4) is replaced by the stage's default for the code
     * @param text           the text wanted; {@code null} or blank for the stage's default
     * @param id             the id of the transaction, named by the default text after the final dot
     */
    public static Reply reply(Stage stage, int code, String enhancedStatus, String text, String id) {
        int legal = stage.allows(code) ? code : stage.nearest(code);
        String status = fits(enhancedStatus, legal) ? enhancedStatus : stage.defaultStatus(legal);
        Reply reply = new Reply(legal, status, text == null ? "" : text);
        return reply.text().isEmpty() ? new Reply(legal, status, stage.defaultText(legal, id)) : reply;
    }

    /** RFC 3463 section 2: class "." subject "." detail, the latter two of one to three digits. */
    private static boolean fits(String status, int code) {
        if (status == null || status.length() < 5 || status.charAt(0) != '0' + code / 100 || status.charAt(1) != '.') {
            return false;
        }
        int dot = status.indexOf('.', 2);
        return dot > 0 && isNumber(status, 2, dot) && isNumber(status, dot + 1, status.length());
    }

    private static boolean isNumber(String s, int from, int to) {
        if (to - from < 1 || to - from > 3) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
