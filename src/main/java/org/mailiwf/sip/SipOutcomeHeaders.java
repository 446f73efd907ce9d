package org.mailiwf.sip;

import org.apache.camel.Message;

/** The headers that tell how a request ended. */
final class SipOutcomeHeaders {

    private SipOutcomeHeaders() {
    }

    static void remove(Message message) {
        message.removeHeader(SipConstants.STATUS_CODE);
        message.removeHeader(SipConstants.REASON_PHRASE);
        message.removeHeader(SipConstants.RETRY_AFTER);
        message.removeHeader(SipConstants.CONTACT);
        message.removeHeader(SipConstants.WARNING);
        message.removeHeader(SipConstants.FAILURE);
        message.removeHeader(SipConstants.FOREIGN_REALM);
    }

    /**
     * @param foreignRealm {@code null}: none
     */
    static void put(SipOutcome outcome, String foreignRealm, Message message) {
        message.setHeader(SipConstants.STATUS_CODE, outcome.status());
        message.setHeader(SipConstants.REASON_PHRASE, outcome.reason());
        if (outcome.retryAfter() != null) {
            message.setHeader(SipConstants.RETRY_AFTER, outcome.retryAfter());
        }
        if (!outcome.contacts().isEmpty()) {
            message.setHeader(SipConstants.CONTACT, outcome.contacts());
        }
        if (outcome.warning() != null) {
            message.setHeader(SipConstants.WARNING, outcome.warning());
        }
        if (outcome.failure() != null) {
            message.setHeader(SipConstants.FAILURE, outcome.failure());
        }
        if (foreignRealm != null) {
            message.setHeader(SipConstants.FOREIGN_REALM, foreignRealm);
        }
    }
}
