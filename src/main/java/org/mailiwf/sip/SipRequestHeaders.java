package org.mailiwf.sip;

import java.util.Locale;
import java.util.Map;

/** The headers that tell a route of a request that was received. */
final class SipRequestHeaders {

    private SipRequestHeaders() {
    }

    /**
     * @param headers whose names have no case
     */
    static void fill(Map<String, Object> headers, IncomingSipRequest request) {
        for (SipField field : request.fields()) {
            if (!isReserved(field.name())) {
                String earlier = (String) headers.get(field.name());
                // several fields of a name are one list (RFC 3261 section 7.3.1)
                headers.put(field.name(), earlier == null ? field.value() : earlier + ", " + field.value());
            }
        }
        headers.put(SipConstants.METHOD, request.method());
        headers.put(SipConstants.REQUEST_URI, request.requestUri());
        headers.put(SipConstants.FROM, SipAddress.withoutTag(request.first("From")));
        headers.put(SipConstants.TO, SipAddress.withoutTag(request.first("To")));
        headers.put(SipConstants.CALL_ID, request.first("Call-ID"));
        putNumber(headers, SipConstants.CSEQ, request.first("CSeq"), Long.class);
        putNumber(headers, SipConstants.MAX_FORWARDS, request.first("Max-Forwards"), Integer.class);
        headers.put(SipConstants.REMOTE_ADDRESS,
                request.remote().getAddress().getHostAddress() + ":" + request.remote().getPort());
        headers.put(SipConstants.TRANSPORT, request.point().transport());
        if (request.user() != null) {
            headers.put(SipConstants.AUTH_USER, request.user());
        }
    }

    private static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel");
    }

    private static void putNumber(Map<String, Object> headers, String header, String value, Class<? extends Number> type) {
        int end = 0;
        while (value != null && end < value.length() && end < 10 && Character.digit(value.charAt(end), 10) >= 0) {
            end++;
        }
        if (end > 0) {
            long number = Math.min(Integer.MAX_VALUE, Long.parseLong(value.substring(0, end)));
            headers.put(header, type == Integer.class ? (Number) (int) number : (Number) number);
        }
    }
}
