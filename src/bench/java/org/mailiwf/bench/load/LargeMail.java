package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32C;

import org.mailiwf.bench.Run;

/**
 * A mail with a line of text and one attachment in base64 of octets that do not compress. It is never whole in memory.
 *
 * @param blocks how often the octets of the attachment repeat
 */
record LargeMail(int blocks) {

    /** With it begins the attachment, so that the far side finds it in what surrounds it there. */
    static final byte[] MARK = "~attachment~from~here~on~".getBytes(StandardCharsets.US_ASCII);

    /** 57 octets make a line of base64. */
    private static final int BLOCK_OCTETS = 57 * 1000;
    private static final byte[] BLOCK = block();
    private static final byte[] LINES = SmtpConnection.octets(Base64.getMimeEncoder().encodeToString(BLOCK) + "\r\n");
    private static final byte[] HEAD = SmtpConnection.octets("From: <" + Run.SENDER + ">\r\nSubject: large\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=\"=_large\"\r\n\r\n--=_large\r\n\r\nSee the file.\r\n--=_large\r\n"
        + "Content-Type: application/octet-stream; name=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    private static final byte[] TAIL = SmtpConnection.octets("--=_large--\r\n.\r\n");

    /** As large as a mail of so many octets may be. */
    static LargeMail ofOctets(int octets) {
        return new LargeMail((octets - HEAD.length - TAIL.length) / LINES.length);
    }

    /** Its attachment has at least so many octets. */
    static LargeMail ofAttachment(int octets) {
        return new LargeMail((octets + BLOCK_OCTETS - 1) / BLOCK_OCTETS);
    }

    /** What an attachment consists of. */
    static byte[] block() {
        byte[] block = new byte[BLOCK_OCTETS];
        new Random(1).nextBytes(block);
        System.arraycopy(MARK, 0, block, 0, MARK.length);
        return block;
    }

    long octets() {
        return HEAD.length + TAIL.length + (long) blocks * LINES.length;
    }

    long attachmentOctets() {
        return (long) blocks * BLOCK_OCTETS;
    }

    /** Of the whole attachment. */
    long attachmentSum() {
        CRC32C sum = new CRC32C();
        for (int i = 0; i < blocks; i++) {
            sum.update(BLOCK);
        }
        return sum.getValue();
    }

    /** Sends it. @return the code of the reply to the final dot */
    int send(SmtpConnection connection, String recipient) throws IOException {
        connection.command("MAIL FROM:<" + Run.SENDER + ">", 250);
        connection.command("RCPT TO:<" + recipient + ">", 250);
        connection.command("DATA", 354);
        connection.say(HEAD);
        for (int i = 0; i < blocks; i++) {
            connection.say(LINES);
        }
        connection.say(TAIL);
        return connection.reply();
    }
}
