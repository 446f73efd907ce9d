package org.mailiwf.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A SIP message as it was on the wire, read by the tests' own few lines and not by the product's.
 *
 * @param startLine the request line or status line
 * @param headers   the header lines in their order; nothing is unfolded, split or normalised
 * @param body      everything after the blank line
 */
public record SipMessage(String startLine, List<Header> headers, String body) {

    /** One header line. */
    public record Header(String name, String value) {
    }

    /** Reads a message whose octets stand for UTF-8. */
    public static SipMessage parse(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalArgumentException("no blank line in " + text);
        }
        List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n"));
        List<Header> headers = lines.subList(1, lines.size()).stream().map(SipMessage::parseHeader).toList();
        return new SipMessage(lines.get(0), headers, text.substring(end + 4));
    }

    private static Header parseHeader(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not a header line: " + line);
        }
        return new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    /** The names of the header lines, in their order, as often as they stand there. */
    public List<String> names() {
        return headers.stream().map(Header::name).toList();
    }

    /** The value of a header field that must be there exactly once. */
    public String header(String name) {
        List<String> values = all(name);
        if (values.size() != 1) {
            throw new AssertionError(name + " stands there " + values.size() + " times: " + headers);
        }
        return values.get(0);
    }

    /** Every value of a header field. */
    public List<String> all(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).toList();
    }

    /** The Request-URI of a request. */
    public String requestUri() {
        return startLine.split(" ")[1];
    }

    /** The user part of the Request-URI. */
    public String user() {
        return requestUri().replaceFirst("^sips?:", "").replaceFirst("@.*$", "");
    }
}
