package org.mailiwf.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * A request that was received, once: retransmissions are absorbed by the engine.
 *
 * @param method     the request method
 * @param requestUri the Request-URI as received, but for controls, which become spaces
 * @param fields     the header fields as received, unfolded, in order
 * @param body       the message body, which may be empty
 * @param remote     where it came from
 * @param point      the bound listening point that it came to
 * @param user       the user whose credentials it brought; {@code null} if it needed none
 * @param responder  takes the final response, once; later ones are ignored. Of an INVITE also provisional ones before it
 * @param key        what an INVITE, its CANCEL and the ACK for what is no 2xx have in common (RFC 3261 section 17.2.3)
 * @param invitation the INVITE's transaction; {@code null} for another request
 */
public record IncomingSipRequest(String method, String requestUri, List<SipField> fields, byte[] body, InetSocketAddress remote,
                                 SipListeningPoint point, String user, Consumer<SipResponse> responder, String key, ServerInvitation invitation) {

    public IncomingSipRequest {
        requestUri = HeaderGuard.clean(requestUri);
    }

    /** The value of the first field of that name, or {@code null}. */
    public String first(String name) {
        for (SipField field : fields) {
            if (field.is(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** Whether a field of that name has the token in its list. */
    boolean lists(String name, String token) {
        return fields.stream().filter(field -> field.is(name))
                .anyMatch(field -> SipAddress.split(field.value()).stream().anyMatch(token::equalsIgnoreCase));
    }

    /** Sends the final response. */
    public void respond(SipResponse response) {
        responder.accept(response);
    }
}
