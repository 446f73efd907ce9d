package org.mailiwf.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever names and values a route sets: the request holds those fields and no other, or there is no request. */
class RouteHeaderPropertyTest extends SipTestSupport {

    private static final int REQUESTS = 3000;
    private static final String NEXT_HOP = "sip:MESSAGE?nextHop=sip:127.0.0.1:5070";
    private static final Set<String> OWN = Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "max-forwards", "content-length",
            "l", "route", "contact", "m");
    private static final List<String> NAMES = List.of("X", "Subject", "s", "-", ":", " ", "\r\nVia", "\n", "\0", "\u760a", "\u0085", "Route",
            "Contact", "f", "v", "content-length", "L", "CALL-ID", "\u212a", "\u0131", "+.!%*_`'~", "(", "\"", "<");
    private static final List<String> VALUES = List.of("a", " ", "\r\n", "\r\nX-Evil: 1", "\r\n\r\n", "\n", "\r", "\0", "\u760d\u760a", "\u0085",
            "\u2028", "\u2029", "\u001b", "\u007f", "\ud800", "\ud83d\ude00", "\"", "<", ">", ",", "${body}", "{{x}}", "");

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    @Override
    void configure(SipComponent sip) {
        sip.setEngine(new DryRunSipEngine(wire));
    }

    @Test
    void noNameOrValueBecomesAnotherField() {
        for (int seed = 0; seed < REQUESTS; seed++) {
            Random random = new Random(seed);
            Map<String, Object> headers = new HashMap<>(MESSAGE);
            String name = draw(random, NAMES, 1 + random.nextInt(2));
            List<String> values = Stream.generate(() -> draw(random, VALUES, random.nextInt(4))).limit(1 + random.nextInt(3)).toList();
            headers.put(SipConstants.HEADER_PREFIX + name, random.nextBoolean() ? values : values.get(0));
            List<String> given = headers.get(SipConstants.HEADER_PREFIX + name) == values ? values : values.subList(0, 1);
            headers.put("Subject", "of the mail");
            wire.reset();

            Exchange exchange = template.request(NEXT_HOP, request -> {
                request.getMessage().setHeaders(headers);
                request.getMessage().setBody("body");
            });

            if (isAllowed(name)) {
                assertThat(exchange.getException()).as("seed " + seed).isNull();
                check(wire.toString(StandardCharsets.UTF_8), name, given);
            } else {
                assertThat(exchange.getException()).as("seed " + seed).isInstanceOf(IllegalArgumentException.class);
                assertThat(exchange.getException().getMessage()).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029]");
                assertThat(wire.size()).isZero();
            }
        }
    }

    /** RFC 3261 section 25.1, token; and the fields that the component writes itself. */
    private static boolean isAllowed(String name) {
        return name.matches("[A-Za-z0-9.!%*_+`'~-]+") && !OWN.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void check(String request, String name, List<String> values) {
        int end = request.indexOf("\r\n\r\n");
        assertThat(request.substring(end + 4)).isEqualTo("body");
        List<String> expected = new ArrayList<>(List.of("Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "Content-Type", "Content-Length"));
        values.stream().filter(value -> value.codePoints().anyMatch(c -> !isBlank(c)))
                .forEach(value -> expected.add(name.equals("s") ? "Subject" : name));
        List<String> lines = List.of(request.substring(0, end).split("\r\n", -1));
        assertThat(lines.get(0)).isEqualTo("MESSAGE sip:bob@op.example SIP/2.0");
        assertThat(lines).noneMatch(line -> line.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029));
        assertThat(lines.subList(1, lines.size()).stream().map(line -> line.substring(0, line.indexOf(": "))))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isISOControl(c);
    }

    private static String draw(Random random, List<String> pieces, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }
}
