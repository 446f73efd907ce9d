package org.mailiwf.msrp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Content that is what it is, whoever takes it.
 *
 * @param repeatable whether it can be opened again
 */
record FixedContent(Body body, boolean repeatable) implements MsrpContent {

    private static final String TEXT = "text/plain;charset=UTF-8";

    /**
     * The content that a message holds.
     *
     * @throws InvalidPayloadException if its body is neither octets, text, a stream nor a file
     */
    static MsrpContent of(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        if (body instanceof MsrpContent content) {
            return content;
        }
        String given = message.getHeader(MsrpConstants.CONTENT_TYPE, String.class);
        String type = given == null || given.isBlank() ? TEXT : oneLine(given);
        if (body instanceof StreamCache cache && body instanceof InputStream stream) {
            return new FixedContent(new Body(type, cache.length() > 0 ? cache.length() : Body.UNKNOWN, () -> {
                cache.reset();
                return stream;
            }), true);
        }
        if (body instanceof InputStream || body instanceof WrappedFile<?>) {
            InputStream stream = message.getMandatoryBody(InputStream.class);
            return new FixedContent(new Body(type, Body.UNKNOWN, () -> stream), false);
        }
        byte[] octets = body == null ? new byte[0] : body instanceof String text ? text.getBytes(StandardCharsets.UTF_8)
                : message.getMandatoryBody(byte[].class);
        return new FixedContent(new Body(type, octets.length, () -> new ByteArrayInputStream(octets)), true);
    }

    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder(value.length());
        value.codePoints().map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    @Override
    public Choice choose(List<String> acceptTypes, List<String> acceptWrappedTypes, long maxSize) {
        String type = MediaTypes.plain(body.contentType());
        if (!MediaTypes.contain(acceptTypes, type)) {
            return new Refusal(415, "the far side takes no " + type);
        }
        return body.length() > maxSize ? new Refusal(413, "the far side takes " + maxSize + " octets at most") : body;
    }
}
