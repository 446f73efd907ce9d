package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * A response as it was received, for whoever needs more of it than its outcome.
 *
 * @param status the status code, 100 to 699
 * @param reason the reason phrase, may be empty
 * @param fields the header fields, unfolded, in order
 * @param body   the message body, may be empty
 */
public record SipReply(int status, String reason, List<SipField> fields, byte[] body) {

    /** The value of the first field of that name, or {@code null}. */
    public String first(String name) {
        for (SipField field : fields) {
            if (field.is(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** The elements of all fields of that name, which are one list (RFC 3261 section 7.3.1). */
    List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (SipField field : fields) {
            if (field.is(name)) {
                values.addAll(SipAddress.split(field.value()));
            }
        }
        return values;
    }

    /** What it says as a final response. */
    SipOutcome outcome() {
        return SipOutcome.of(status, reason, fields);
    }
}
