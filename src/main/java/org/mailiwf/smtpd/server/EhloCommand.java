package org.mailiwf.smtpd.server;

import java.io.IOException;

/** EHLO: names the extensions that are offered. */
final class EhloCommand extends HeloCommand {

    private final String first;
    private final String last;

    EhloCommand(SmtpServer server) {
        super(server, "EHLO");
        ServerOptions options = server.options();
        this.first = String.join("\r\n",
                "250-" + options.hostname(),
                "250-PIPELINING",
                // RFC 1870 section 4: 0 says that there is no fixed limit
                "250-SIZE " + options.maxMessageSize(),
                "250-8BITMIME",
                "250-SMTPUTF8",
                "250-ENHANCEDSTATUSCODES",
                "250-DSN",
                "");
        this.last = "250 DELIVERBY " + options.deliverByMin();
    }

    @Override
    void greet(SmtpSession session, String name) throws IOException {
        session.greeted(name, true);
        SessionSecurity security = server().security();
        session.replyLines(first
                + (security.offersStartTls(session) ? "250-STARTTLS\r\n" : "")
                + (security.offersAuth(session) ? "250-AUTH PLAIN LOGIN\r\n" : "")
                + last);
    }
}
