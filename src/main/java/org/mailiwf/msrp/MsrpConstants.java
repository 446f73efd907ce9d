package org.mailiwf.msrp;

import org.apache.camel.spi.Metadata;

/**
 * The headers by which the {@code msrp:} component and the routes talk to each other, beside those of {@code sip:} for the INVITE
 * ({@code CamelSipRequestUri}, {@code CamelSipFrom}, {@code CamelSipHeader-...}; {@code CamelSipStatusCode} for its outcome).
 */
public final class MsrpConstants {

    @Metadata(javaType = "String", label = "producer,consumer",
              description = "The Content-Type of the message. Producer: of a body that is no MsrpContent; text/plain;charset=UTF-8 when absent.")
    public static final String CONTENT_TYPE = "CamelMsrpContentType";

    @Metadata(javaType = "String", label = "producer,consumer",
              description = "The Message-ID of the SEND requests. Producer: a new one when absent or no ident of RFC 4975 section 9.")
    public static final String MESSAGE_ID = "CamelMsrpMessageId";

    @Metadata(javaType = "Long", label = "producer",
              description = "The longest time for session and transfer together, milliseconds, if shorter than the timeout of the endpoint.")
    public static final String TIMEOUT = "CamelMsrpTimeout";

    @Metadata(javaType = "String", label = "producer",
              description = "The parameters of our Contact for this message, each with its semicolon, in place of contactParameters.")
    public static final String CONTACT_PARAMETERS = "CamelMsrpContactParameters";

    @Metadata(javaType = "Integer", label = "producer,consumer",
              description = "The MSRP status: 200 when the last chunk was acknowledged; the status of the response or REPORT that refused it;"
                            + " 408 for silence; 413 or 415 also when the SDP answer left nothing to send. Absent when the INVITE failed or no"
                            + " status was given. Consumer: set by the route; 200 when absent, 413, 415 and 403 are sent as they are.")
    public static final String STATUS_CODE = "CamelMsrpStatusCode";

    @Metadata(javaType = "String", label = "producer", description = "The comment of the MSRP status.")
    public static final String REASON_PHRASE = "CamelMsrpReasonPhrase";

    @Metadata(javaType = "org.mailiwf.msrp.MsrpFailure", label = "producer",
              description = "Why there is no MSRP status of the far side although the INVITE was answered with 2xx. Absent when there is.")
    public static final String FAILURE = "CamelMsrpFailure";

    @Metadata(javaType = "Long", label = "producer,consumer", description = "The octets of the message that were sent, or received.")
    public static final String OCTETS = "CamelMsrpOctets";

    private MsrpConstants() {
    }
}
