package org.mailiwf.sip.engine;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import org.junit.jupiter.api.BeforeAll;
import org.mailiwf.sip.SipAdmission;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever octets a datagram has: it is a message or dropped, and the response that it gets has the fields of a response and no more. */
class IngressFuzzTest {

    private static final int MAX_MESSAGE = 65535;
    private static final String LINE_ENDS = "[\\p{Cntrl}\u0085\u2028\u2029]";

    private final ParserGuard guard = new ParserGuard(MAX_MESSAGE, new SipAdmission("", 0));

    @BeforeAll
    static void aLogger() {
        CommonLogger.legacyLogger = new SipStackLogger();
    }

    @FuzzTest(maxDuration = "2m")
    void datagram(byte[] octets) {
        SIPMessage message;
        try {
            message = guard.parseSIPMessage(octets, true, false, null);
        } catch (ParseException e) {
            return;
        }
        if (message == null) {
            return;
        }
        ReceivedMessage received = (ReceivedMessage) message.getApplicationData();
        received.fields().forEach(field -> assertThat(field.value()).doesNotContainPattern(LINE_ENDS));
        assertThat(received.body().length).isLessThanOrEqualTo(octets.length);
        if (message instanceof SIPRequest request && isComplete(request)) {
            response(request, received);
        }
    }

    /** What the stack asks of a request before it hands it on. */
    private static boolean isComplete(SIPRequest request) {
        return request.getTopmostVia() != null && request.getFrom() != null && request.getTo() != null
                && request.getCallId() != null && request.getCSeq() != null;
    }

    private static void response(SIPRequest request, ReceivedMessage received) {
        byte[] written = ResponseWriter.write(new SipResponse(503, "Service Unavailable", List.of(new SipField("Retry-After", "5"))),
                request, received.fields(), "tag");
        String response = new String(written, StandardCharsets.UTF_8);
        assertThat(response).startsWith("SIP/2.0 503 Service Unavailable\r\n").endsWith("\r\nContent-Length: 0\r\n\r\n");
        long copied = received.fields().stream().filter(field -> List.of("From", "To", "Call-ID", "CSeq", "Record-Route").stream()
                .anyMatch(field::is)).count();
        String[] lines = response.substring(0, response.length() - 4).split("\r\n", -1);
        assertThat(lines).hasSize((int) copied + request.getViaHeaders().size() + 3);
        assertThat(lines).noneMatch(line -> line.isEmpty() || line.chars().anyMatch(c -> c < ' ' || c == 0x7f));
    }
}
