package org.mailiwf.mapping;

import java.util.Set;

import org.apache.camel.Message;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.msrp.MsrpFailure;

/**
 * How an MSRP session ended whose INVITE was answered with 2xx.
 *
 * @param key    its row of the status map
 * @param quoted the MSRP status for the reply, such as {@code " (MSRP 413)"}; empty if there was none
 */
record MsrpOutcome(String key, String quoted) {

    /**
     * What the MSRP producer left on the message; {@code null} if there was no such session, and the SIP status counts.
     *
     * @param keys those of the status map
     */
    static MsrpOutcome of(Message message, Set<String> keys) {
        MsrpFailure failure = message.getHeader(MsrpConstants.FAILURE, MsrpFailure.class);
        Integer status = message.getHeader(MsrpConstants.STATUS_CODE, Integer.class);
        String quoted = status == null ? "" : " (MSRP " + status + ")";
        if (failure != null && failure != MsrpFailure.ANSWER) {
            return new MsrpOutcome(key(failure), quoted);
        }
        return failure != null || status == null ? null : new MsrpOutcome(key(status, keys), quoted);
    }

    private static String key(MsrpFailure failure) {
        return switch (failure) {
            case TRANSPORT -> "transport";
            case TIMEOUT -> "msrp408";
            case BROKEN -> "broken";
            case BYE -> "msrpbye";
            case UNDESIRED -> "msrp413u";
            // the SIP status says it
            case ANSWER -> throw new IllegalArgumentException("no outcome of a session");
        };
    }

    /** A status that has no row means what x00 of its class means (RFC 4975 section 10). */
    private static String key(int status, Set<String> keys) {
        String exact = "msrp" + status;
        if (keys.contains(exact)) {
            return exact;
        }
        return status >= 400 && status < 500 ? "msrp400" : status >= 500 && status < 600 ? "5xx" : "internal";
    }
}
