package org.mailiwf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The strictest reader of a SIP request: what it takes, every other reader takes for the same. */
final class SipOctets {

    private final String requestLine;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final byte[] body;

    SipOctets(byte[] octets) throws CharacterCodingException {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        int end = latin.indexOf("\r\n\r\n");
        assertThat(end).as("end of the head").isPositive();
        String head = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, end)).toString();
        String[] lines = head.split("\r\n", -1);
        requestLine = lines[0];
        for (int i = 0; i < lines.length; i++) {
            assertThat(lines[i]).doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u2029]");
            if (i > 0) {
                assertThat(lines[i]).matches("[A-Za-z0-9-]+: \\S.*");
                names.add(lines[i].substring(0, lines[i].indexOf(':')));
                values.add(lines[i].substring(lines[i].indexOf(':') + 2));
            }
        }
        body = new byte[octets.length - end - 4];
        System.arraycopy(octets, end + 4, body, 0, body.length);
        assertThat(value("Content-Length")).isEqualTo(Integer.toString(body.length));
    }

    /** The Request-URI of a MESSAGE. */
    String requestUri() {
        assertThat(requestLine).matches("MESSAGE [!-~]+ SIP/2\\.0");
        return requestLine.split(" ")[1];
    }

    /** The names of all header fields, in their order. */
    List<String> names() {
        return names;
    }

    /** The value of the field of that name. */
    String value(String name) {
        assertThat(names).containsOnlyOnce(name);
        return values.get(names.indexOf(name));
    }

    byte[] body() {
        return body;
    }
}
