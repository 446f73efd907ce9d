package org.mailiwf.peer;

import java.util.List;

/**
 * A CPIM message (RFC 3862 section 2) cut at its two blank lines, read by the tests' own few lines and not by the product's.
 *
 * @param headers        the lines of the message metadata headers
 * @param contentHeaders the lines of the MIME headers of the content
 * @param content        everything after them
 */
public record CpimMessage(List<String> headers, List<String> contentHeaders, String content) {

    /** Cuts the body of a request. */
    public static CpimMessage parse(String body) {
        String[] blocks = body.split("\r\n\r\n", 3);
        if (blocks.length != 3) {
            throw new IllegalArgumentException("not three blocks: " + body);
        }
        return new CpimMessage(List.of(blocks[0].split("\r\n")), List.of(blocks[1].split("\r\n")), blocks[2]);
    }

    /** The names of the message metadata headers, in their order. */
    public List<String> names() {
        return headers.stream().map(line -> line.substring(0, line.indexOf(": "))).toList();
    }

    /** The value of a header that must be there exactly once; one space follows the colon (RFC 3862 section 2.1). */
    public String header(String name) {
        List<String> values = headers.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
        if (values.size() != 1) {
            throw new AssertionError(name + " stands there " + values.size() + " times: " + headers);
        }
        return values.get(0);
    }
}
