package org.mailiwf.smtpd.protocol;

/** The replies that the server gives on its own, without asking a route. */
public final class Replies {

    public static final Reply READY_FOR_TLS = new Reply(220, "2.0.0", "Ready to start TLS");
    public static final Reply AUTH_SUCCEEDED = new Reply(235, "2.7.0", "Authentication successful");
    public static final Reply SASL_CONTINUE = new Reply(334, null, "");
    /** "Username:" in base64. */
    public static final Reply LOGIN_USER = new Reply(334, null, "VXNlcm5hbWU6");
    /** "Password:" in base64. */
    public static final Reply LOGIN_PASSWORD = new Reply(334, null, "UGFzc3dvcmQ6");
    public static final Reply START_MAIL_INPUT = new Reply(354, null, "End data with <CR><LF>.<CR><LF>");
    public static final Reply BYE = new Reply(221, "2.0.0", "Bye");
    public static final Reply OK = new Reply(250, "2.0.0", "Ok");
    public static final Reply HELP = new Reply(214, "2.0.0", "EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT; see RFC 5321");
    public static final Reply CANNOT_VERIFY = new Reply(252, "2.5.0", "Cannot verify the user, send the mail and see");

    public static final Reply SHUTTING_DOWN = new Reply(421, "4.3.2", "Service shutting down");
    public static final Reply TOO_MANY_CONNECTIONS = new Reply(421, "4.3.2", "Too many connections, try again later");
    public static final Reply TOO_MANY_CONNECTIONS_OF_CLIENT =
            new Reply(421, "4.7.0", "Too many connections from your address, try again later");
    public static final Reply NO_PROXY_HEADER = new Reply(421, "4.7.0", "PROXY protocol header expected");
    public static final Reply TOO_MANY_ERRORS = new Reply(421, "4.7.0", "Too many errors");
    public static final Reply TOO_MANY_COMMANDS = new Reply(421, "4.7.0", "Too many commands without a mail");
    public static final Reply TOO_MANY_UNKNOWN_RECIPIENTS = new Reply(421, "4.7.0", "Too many unknown recipients, try again later");
    public static final Reply AHEAD_OF_MAIL_REPLY = new Reply(421, "4.5.0", "Command came before the reply to the mail, try again");
    public static final Reply TIMED_OUT = new Reply(421, "4.4.2", "Timeout waiting for the client");
    public static final Reply TOO_MANY_LOGINS = new Reply(421, "4.7.0", "Too many failed logins, try again later");
    public static final Reply TOO_MANY_MAILS_OF_CLIENT = new Reply(450, "4.7.1", "Too many mails from your address, try again later");
    public static final Reply TOO_MANY_RECIPIENTS_OF_CLIENT =
            new Reply(450, "4.7.1", "Too many recipients from your address, try again later");
    public static final Reply OVERLOADED = new Reply(451, "4.3.2", "Too busy, try again later");
    public static final Reply GATEWAY_ERROR = new Reply(451, "4.3.0", "Gateway error, try again later");
    public static final Reply STORAGE_FULL = new Reply(452, "4.3.1", "Insufficient system storage, try again later");
    public static final Reply TOO_MANY_RECIPIENTS = new Reply(452, "4.5.3", "Too many recipients");
    public static final Reply TLS_FAILED = new Reply(454, "4.7.0", "TLS handshake failed");
    public static final Reply AUTH_UNAVAILABLE = new Reply(454, "4.7.0", "Temporary authentication failure");

    public static final Reply UNKNOWN_COMMAND = new Reply(500, "5.5.2", "Command not recognized");
    public static final Reply NO_ARGUMENT_ALLOWED = new Reply(501, "5.5.4", "No argument allowed");
    public static final Reply ARGUMENT_REQUIRED = new Reply(501, "5.5.4", "Argument required");
    public static final Reply MALFORMED_RESPONSE = new Reply(501, "5.5.2", "Cannot decode the response");
    public static final Reply AUTH_CANCELLED = new Reply(501, "5.7.0", "Authentication cancelled");
    public static final Reply BAD_HELO = new Reply(501, "5.5.4", "Domain or address literal required");
    public static final Reply BAD_CHUNK_SIZE = new Reply(501, "5.5.4", "BDAT needs the size of its chunk in octets, then LAST or nothing");
    public static final Reply NOT_IMPLEMENTED = new Reply(502, "5.5.1", "Command not implemented");
    public static final Reply SEND_HELO_FIRST = new Reply(503, "5.5.1", "Send EHLO or HELO first");
    public static final Reply SEND_EHLO_FIRST = new Reply(503, "5.5.1", "Send EHLO first");
    public static final Reply AUTHENTICATED = new Reply(503, "5.5.1", "Authenticated already");
    public static final Reply NO_AUTH_IN_TRANSACTION = new Reply(503, "5.5.1", "No AUTH within a mail transaction");
    public static final Reply TLS_ACTIVE = new Reply(503, "5.5.1", "TLS is active already");
    public static final Reply NESTED_MAIL = new Reply(503, "5.5.1", "Sender already given");
    public static final Reply SEND_MAIL_FIRST = new Reply(503, "5.5.1", "Send MAIL first");
    public static final Reply SEND_RCPT_FIRST = new Reply(503, "5.5.1", "No valid recipients");
    public static final Reply DATA_AFTER_BDAT = new Reply(503, "5.5.1", "DATA after BDAT");

    public static final Reply UNKNOWN_MECHANISM = new Reply(504, "5.5.4", "Authentication mechanism not recognized");
    public static final Reply AUTH_REQUIRED = new Reply(530, "5.7.0", "Authentication required");
    public static final Reply TLS_REQUIRED = new Reply(530, "5.7.0", "Must issue a STARTTLS command first");
    public static final Reply BAD_CREDENTIALS = new Reply(535, "5.7.8", "Authentication credentials invalid");
    public static final Reply AUTH_NEEDS_TLS = new Reply(538, "5.7.11", "Encryption required for authentication");

    public static final Reply BARE_LINE_END = new Reply(550, "5.6.11", "Lines of a mail end in CR LF, it held a bare CR or LF");
    public static final Reply NUL = new Reply(550, "5.6.11", "A mail holds no NUL");
    public static final Reply TOO_LARGE = new Reply(552, "5.3.4", "Message too large");
    public static final Reply ADDRESS_NEEDS_SMTPUTF8 = new Reply(553, "5.6.7", "Address outside ASCII without SMTPUTF8");
    public static final Reply TALKS_EARLY = new Reply(554, "5.5.1", "Wait for the greeting");
    public static final Reply AHEAD_OF_DATA_REPLY = new Reply(554, "5.5.0", "DATA is last in a group: its reply comes before the mail");
    public static final Reply LOOP = new Reply(554, "5.4.0", "Too many Received fields, the mail is in a loop");

    private Replies() {
    }
}
