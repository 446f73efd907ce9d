package org.mailiwf.sip.engine;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;

import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipRequest;

/** The requests that belong to an INVITE's transaction, made of its fields: CANCEL, and the ACK for what is no 2xx. */
final class HopRequests {

    private static final List<String> COMMON = List.of("Via", "Max-Forwards", "Route", "From", "To", "Call-ID", "CSeq");

    private HopRequests() {
    }

    /** RFC 3261 section 9.1. */
    static SipRequest cancel(SipRequest invite) {
        return of(invite, "CANCEL", null);
    }

    /**
     * RFC 3261 section 17.1.1.3.
     *
     * @param to the To of the response, with its tag
     */
    static SipRequest ack(SipRequest invite, String to) {
        return of(invite, "ACK", to);
    }

    private static SipRequest of(SipRequest invite, String method, String to) {
        ReceivedMessage message;
        try {
            message = ReceivedMessage.read(invite.octets());
        } catch (ParseException e) {
            throw new IllegalStateException("An INVITE of ours cannot be read", e);
        }
        StringBuilder text = new StringBuilder(512);
        text.append(method).append(message.startLine().substring(message.startLine().indexOf(' '))).append("\r\n");
        for (SipField field : message.fields()) {
            if (COMMON.stream().anyMatch(field::is)) {
                String value = field.is("CSeq") ? field.value().substring(0, field.value().indexOf(' ') + 1) + method
                        : field.is("To") && to != null ? to : field.value();
                text.append(field.name()).append(": ").append(value).append("\r\n");
            }
        }
        text.append("Content-Length: 0\r\n\r\n");
        return new SipRequest(method, invite.branch(), invite.callId(), invite.hop(), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
