package org.mailiwf.sip.engine;

import java.util.List;
import java.util.Locale;

import org.mailiwf.sip.SipResponse;

/** What is wrong with a request that the stack's parser lets pass. */
final class RequestSyntax {

    /** Fields that a request has once (RFC 3261 section 8.1.1); which one of several is meant nobody knows. */
    private static final List<String> SINGLE = List.of("To", "From", "Call-ID", "CSeq", "Max-Forwards", "Content-Type");

    private static final SipResponse VERSION = new SipResponse(505, "Version Not Supported", List.of());

    private RequestSyntax() {
    }

    /** The answer to a request that cannot be processed; {@code null} to any other. */
    static SipResponse fault(ReceivedMessage request) {
        if (!request.startLine().stripTrailing().toUpperCase(Locale.ROOT).endsWith(" SIP/2.0")) {
            return VERSION;
        }
        for (String name : SINGLE) {
            if (request.fields().stream().filter(field -> field.is(name)).count() > 1) {
                return new SipResponse(400, "Several " + name, List.of());
            }
        }
        return null;
    }
}
