package org.mailiwf.smtpd;

import org.apache.camel.spi.Metadata;

/**
 * The headers by which the {@code smtpd:} component and the routes talk to each other.
 *
 * <p>A mail cannot forge them: header fields of a mail whose names begin with {@code Camel} are not put on the exchange.
 */
public final class SmtpConstants {

    @Metadata(label = "consumer", javaType = "String",
              description = "The id of the mail transaction, unique in this process and its successors: it stands in the log, in the MDC"
                            + " (key smtpId), in the Received field and in the reply.")
    public static final String ID = "CamelSmtpId";

    @Metadata(label = "consumer", javaType = "String", description = "The IP address of the SMTP client.")
    public static final String CLIENT_ADDRESS = "CamelSmtpClientAddress";

    @Metadata(label = "consumer", javaType = "String", description = "What the client called itself in EHLO or HELO.")
    public static final String HELO = "CamelSmtpHelo";

    @Metadata(label = "consumer", javaType = "String",
              description = "The identity that the client proved by AUTH; absent when it did not authenticate.")
    public static final String AUTH_USER = "CamelSmtpAuthUser";

    @Metadata(label = "consumer", javaType = "String", description = "TLSv1.2 or TLSv1.3; absent in plain text.")
    public static final String TLS_PROTOCOL = "CamelSmtpTlsProtocol";

    @Metadata(label = "consumer", javaType = "String",
              description = "The cipher suite by its standard name, such as TLS_AES_256_GCM_SHA384; absent in plain text.")
    public static final String TLS_CIPHER = "CamelSmtpTlsCipher";

    @Metadata(label = "consumer", javaType = "String",
              description = "The subject of the client's certificate (RFC 2253), which has been verified; absent when it showed none.")
    public static final String TLS_CLIENT_SUBJECT = "CamelSmtpTlsClientSubject";

    @Metadata(label = "consumer", javaType = "java.time.Instant", description = "When MAIL FROM was received.")
    public static final String RECEIVED_AT = "CamelSmtpReceivedAt";

    @Metadata(label = "consumer", javaType = "String",
              description = "The reverse-path without its brackets and source route; empty for MAIL FROM:<>.")
    public static final String MAIL_FROM = "CamelSmtpMailFrom";

    @Metadata(label = "consumer", javaType = "Long", description = "SIZE= of MAIL FROM in octets (RFC 1870).")
    public static final String SIZE = "CamelSmtpSize";

    @Metadata(label = "consumer", javaType = "String", description = "BODY= of MAIL FROM: 7BIT or 8BITMIME (RFC 6152).")
    public static final String BODY = "CamelSmtpBody";

    @Metadata(label = "consumer", javaType = "Boolean", description = "True when MAIL FROM carried SMTPUTF8 (RFC 6531).")
    public static final String SMTPUTF8 = "CamelSmtpUtf8";

    @Metadata(label = "consumer", javaType = "String", description = "RET= of MAIL FROM: FULL or HDRS (RFC 3461 section 4.3).")
    public static final String RET = "CamelSmtpRet";

    @Metadata(label = "consumer", javaType = "String", description = "ENVID= of MAIL FROM, xtext decoded (RFC 3461 section 4.4).")
    public static final String ENVID = "CamelSmtpEnvelopeId";

    @Metadata(label = "consumer", javaType = "String",
              description = "AUTH= of MAIL FROM, decoded: who submitted the mail first (RFC 4954 section 5). Empty for <>, and for whatever"
                            + " a client says that has not logged in.")
    public static final String AUTH_PARAMETER = "CamelSmtpAuthParameter";

    @Metadata(label = "consumer", javaType = "org.mailiwf.smtpd.DeliverBy", description = "BY= of MAIL FROM (RFC 2852).")
    public static final String DELIVER_BY = "CamelSmtpDeliverBy";

    @Metadata(label = "consumer", javaType = "org.mailiwf.smtpd.SmtpRecipient",
              description = "The recipient that an exchange is about: that of the RCPT, or of a mail with one recipient. The body that the"
                            + " onRcpt route leaves is kept as what the recipient resolved to.")
    public static final String RECIPIENT = "CamelSmtpRecipient";

    @Metadata(label = "consumer", javaType = "java.util.List<org.mailiwf.smtpd.SmtpRecipient>",
              description = "The recipients accepted so far (onRcpt), or all of them (message), in the order of their RCPT commands.")
    public static final String RECIPIENTS = "CamelSmtpRecipients";

    @Metadata(label = "consumer", javaType = "Integer", description = "How many recipients were accepted so far (onRcpt), or in all (message).")
    public static final String RECIPIENT_COUNT = "CamelSmtpRecipientCount";

    @Metadata(label = "consumer", javaType = "Object",
              description = "What the recipient of a mail with one recipient resolved to: the body that the onRcpt route left.")
    public static final String RESOLVED = "CamelSmtpResolved";

    @Metadata(label = "consumer", javaType = "Integer",
              description = "Set by the route: the reply code. Without it a route that ended well means 250, one that failed 451.")
    public static final String REPLY_CODE = "CamelSmtpReplyCode";

    @Metadata(label = "consumer", javaType = "String",
              description = "Set by the route: the enhanced status code (RFC 3463), of the same class as the reply code.")
    public static final String ENHANCED_STATUS = "CamelSmtpEnhancedStatus";

    @Metadata(label = "consumer", javaType = "String", description = "Set by the route: the text of the reply, one line.")
    public static final String REPLY_TEXT = "CamelSmtpReplyText";

    @Metadata(label = "consumer", javaType = "String",
              description = "Set by the route: what the component's one log line for this mail shall say beyond the envelope and the reply,"
                            + " such as: mode=pager sip=200.")
    public static final String LOG = "CamelSmtpLog";

    private SmtpConstants() {
    }
}
