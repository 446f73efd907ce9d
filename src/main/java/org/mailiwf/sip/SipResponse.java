package org.mailiwf.sip;

import java.util.List;

/**
 * The answer to a request that was received. It has no body.
 *
 * @param status 200 to 699
 * @param reason the reason phrase
 * @param fields header fields beside those that are copied from the request
 */
public record SipResponse(int status, String reason, List<SipField> fields) {

    public SipResponse {
        if (status < 200 || status > 699) {
            throw new IllegalArgumentException("Not the status of a final response: " + status);
        }
        reason = HeaderGuard.clean(reason);
        fields = List.copyOf(fields);
    }
}
