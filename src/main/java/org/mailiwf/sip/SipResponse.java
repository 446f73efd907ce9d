package org.mailiwf.sip;

import java.util.List;

/**
 * The answer to a request that was received.
 *
 * @param status 101 to 699; below 200 to an INVITE only
 * @param reason the reason phrase
 * @param fields header fields beside those that are copied from the request
 * @param body   the body, may be empty; its Content-Type is among the fields
 * @param toTag  the tag of the To, if the request has none; {@code null}: a new one
 */
public record SipResponse(int status, String reason, List<SipField> fields, byte[] body, String toTag) {

    private static final byte[] NO_BODY = {};

    /**
     * @throws IllegalArgumentException if it is no status
     */
    public SipResponse {
        if (status < 101 || status > 699) {
            throw new IllegalArgumentException("Not the status of a response: " + status);
        }
        reason = HeaderGuard.clean(reason);
        fields = List.copyOf(fields);
    }

    /**
     * A final response without a body.
     *
     * @throws IllegalArgumentException if it is not the status of one
     */
    public SipResponse(int status, String reason, List<SipField> fields) {
        this(finalStatus(status), reason, fields, NO_BODY, null);
    }

    private static int finalStatus(int status) {
        if (status < 200) {
            throw new IllegalArgumentException("Not the status of a final response: " + status);
        }
        return status;
    }

    /** The same with that tag in the To, as all responses of a dialog have it. */
    SipResponse tagged(String tag) {
        return new SipResponse(status, reason, fields, body, tag);
    }
}
