package org.mailiwf.smtpd.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a client wants to log in with.
 *
 * @param user     the authentication identity
 * @param password its password
 */
public record Credentials(String user, String password) {

    /**
     * The message of PLAIN (RFC 4616 section 2): authzid NUL authcid NUL passwd.
     *
     * @throws CommandRefused 501 5.5.2 if it is malformed; 535 5.7.8 if it asks to act for somebody else
     */
    public static Credentials plain(String base64) throws CommandRefused {
        String[] fields = text(base64).split("\0", -1);
        if (fields.length != 3 || fields[1].isEmpty()) {
            throw new CommandRefused(Replies.MALFORMED_RESPONSE);
        }
        if (!fields[0].isEmpty() && !fields[0].equals(fields[1])) {
            throw new CommandRefused(Replies.BAD_CREDENTIALS);
        }
        return new Credentials(fields[1], fields[2]);
    }

    /** A response in base64 (RFC 4648 section 4), decoded to text in UTF-8. @throws CommandRefused 501 5.5.2 if it is neither */
    public static String text(String base64) throws CommandRefused {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64))).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new CommandRefused(Replies.MALFORMED_RESPONSE);
        }
    }
}
