package org.mailiwf.sip;

/**
 * How an INVITE ended.
 *
 * @param outcome     the final response, or why there is none
 * @param body        of the 2xx, or of the provisional response that has answered before it; empty when the outcome is none
 * @param contentType of the body; {@code null} when there is none
 */
public record SipAnswer(SipOutcome outcome, byte[] body, String contentType) {

    private static final byte[] NO_BODY = {};

    static SipAnswer none(SipOutcome outcome) {
        return new SipAnswer(outcome, NO_BODY, null);
    }
}
