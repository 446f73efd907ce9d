package org.mailiwf.sip;

import org.apache.camel.spi.Metadata;

/**
 * The headers by which the {@code sip:} component and the routes talk to each other.
 *
 * <p>Only what is named here leaves in a request. A message header of any other name, such as a field of the mail that is being
 * translated, never becomes a SIP header field.
 */
public final class SipConstants {

    @Metadata(javaType = "String", description = "The request method. Producer: overrides that of the endpoint.")
    public static final String METHOD = "CamelSipMethod";

    @Metadata(javaType = "String", description = "The Request-URI: sip, sips, tel or im.")
    public static final String REQUEST_URI = "CamelSipRequestUri";

    @Metadata(javaType = "String", description = "The To header field: name-addr or URI. Producer: the Request-URI when absent.")
    public static final String TO = "CamelSipTo";

    @Metadata(javaType = "String", description = "The From header field without its tag: name-addr or URI.")
    public static final String FROM = "CamelSipFrom";

    @Metadata(label = "producer", javaType = "String",
              description = "Where to send the request: a SIP URI such as sip:core.op.example:5060;transport=tcp, or several separated by commas."
                            + " Overrides the nextHop of the endpoint; without either the Request-URI says where.")
    public static final String NEXT_HOP = "CamelSipNextHop";

    @Metadata(javaType = "String", description = "The Call-ID. Producer: a new one for every request when absent.")
    public static final String CALL_ID = "CamelSipCallId";

    @Metadata(javaType = "Long", description = "The CSeq number. Producer: 1 when absent.")
    public static final String CSEQ = "CamelSipCSeq";

    @Metadata(javaType = "Integer", description = "Max-Forwards, 0 to 255. Producer: 70 when absent.")
    public static final String MAX_FORWARDS = "CamelSipMaxForwards";

    @Metadata(label = "producer", javaType = "String",
              description = "The sent-by of the Via, host or host:port. The listening point's own address when absent or empty.")
    public static final String SENT_BY = "CamelSipSentBy";

    @Metadata(label = "producer", javaType = "Integer",
              description = "The largest request to send, in octets. A larger one is not sent: the status is 513, the failure TOO_LARGE."
                            + " Absent or 0: no limit.")
    public static final String MAX_REQUEST_SIZE = "CamelSipMaxRequestSize";

    /**
     * Prefix of the header fields to send: {@code CamelSipHeader-Priority} becomes {@code Priority}. In a request (producer) and in a
     * response (consumer). Empty and {@code null} values are left out; CR, LF, NUL and other controls become spaces.
     */
    public static final String HEADER_PREFIX = "CamelSipHeader-";

    @Metadata(javaType = "Integer",
              description = "The status code of the final response. Consumer: set by the route; 200 when absent, 500 when the route failed.")
    public static final String STATUS_CODE = "CamelSipStatusCode";

    @Metadata(javaType = "String", description = "The reason phrase of the final response.")
    public static final String REASON_PHRASE = "CamelSipReasonPhrase";

    @Metadata(javaType = "Integer", description = "Retry-After of the final response, in seconds.")
    public static final String RETRY_AFTER = "CamelSipRetryAfter";

    @Metadata(label = "producer", javaType = "java.util.List<String>", description = "The Contact URIs of the final response, highest q first.")
    public static final String CONTACT = "CamelSipContact";

    @Metadata(label = "producer", javaType = "String", description = "The Warning of the final response.")
    public static final String WARNING = "CamelSipWarning";

    @Metadata(label = "producer", javaType = "org.mailiwf.sip.SipFailure",
              description = "Why there was no final response from the far side. The status code then is the one that RFC 3261 section 8.1.3.1"
                            + " names: 408 for a timeout, 503 for a transport error. Absent when the far side answered.")
    public static final String FAILURE = "CamelSipFailure";

    @Metadata(label = "producer", javaType = "String",
              description = "The realm that asked for credentials in a 401 or 407, if there are credentials and they are for another realm.")
    public static final String FOREIGN_REALM = "CamelSipForeignRealm";

    @Metadata(javaType = "String", label = "consumer", description = "The address and port that the request came from.")
    public static final String REMOTE_ADDRESS = "CamelSipRemoteAddress";

    @Metadata(javaType = "String", label = "consumer", description = "The transport that the request came over: udp, tcp or tls.")
    public static final String TRANSPORT = "CamelSipTransport";

    @Metadata(javaType = "String", label = "consumer",
              description = "The user whose credentials the request brought (RFC 3261 section 22). Absent for trusted peers, who need none.")
    public static final String AUTH_USER = "CamelSipAuthUser";

    private SipConstants() {
    }
}
