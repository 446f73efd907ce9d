package org.mailiwf.cpim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The CPIM objects inside the byte-exact example messages, cut out by what encloses them and not by the codec under test. */
final class Examples {

    private static final String END_OF_HEADER = "\r\n\r\n";

    private Examples() {
    }

    static byte[] octets(String name) throws IOException {
        try (InputStream in = Examples.class.getResourceAsStream("/examples/" + name)) {
            return in.readAllBytes();
        }
    }

    /** The body of a SIP message. */
    static byte[] sipBody(String name) throws IOException {
        byte[] message = octets(name);
        return Arrays.copyOfRange(message, indexOf(message, END_OF_HEADER, 0) + 4, message.length);
    }

    /** The first part of the multipart/mixed body of a SIP message. */
    static byte[] firstPart(String name, String boundary) throws IOException {
        byte[] body = sipBody(name);
        int start = indexOf(body, END_OF_HEADER, 0) + 4;
        return Arrays.copyOfRange(body, start, indexOf(body, "\r\n--" + boundary, start));
    }

    /** The chunks of the MSRP SEND requests, joined. */
    static byte[] msrpContent(String name) throws IOException {
        byte[] frames = octets(name);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int position = 0;
        while (position < frames.length) {
            int start = indexOf(frames, END_OF_HEADER, position) + 4;
            int end = indexOf(frames, "\r\n-------", start);
            content.write(frames, start, end - start);
            position = indexOf(frames, "\r\n", end + 2) + 2;
        }
        return content.toByteArray();
    }

    private static int indexOf(byte[] octets, String ascii, int from) {
        int at = new String(octets, StandardCharsets.ISO_8859_1).indexOf(ascii, from);
        if (at < 0) {
            throw new IllegalStateException("not in the example: " + ascii);
        }
        return at;
    }
}
