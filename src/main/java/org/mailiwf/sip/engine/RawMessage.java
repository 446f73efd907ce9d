package org.mailiwf.sip.engine;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** Octets that the stack shall send as they are: it would write a message anew from its headers, and not always the same. */
final class RawMessage {

    private RawMessage() {
    }

    /** Sent on a new connection if the old one turns out to be closed. */
    static final class Request extends SIPRequest {

        private final transient byte[] octets;

        Request(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public byte[] encodeAsBytes(String transport) {
            return octets;
        }
    }

    /** Sent on the connection of its request as long as that is there. */
    static final class Response extends SIPResponse {

        private final transient byte[] octets;

        Response(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public byte[] encodeAsBytes(String transport) {
            return octets;
        }
    }
}
