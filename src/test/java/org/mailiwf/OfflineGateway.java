package org.mailiwf;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.mailiwf.peer.SmtpClient;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipEngine;

/** The whole gateway with its real routes, but for the SIP engine; and one SMTP client of it. */
final class OfflineGateway implements AutoCloseable {

    /** A bean that only a mail's text asks for. */
    public static final class Canary {

        private final AtomicInteger hits = new AtomicInteger();

        public String hit() {
            return "evaluated" + hits.incrementAndGet();
        }
    }

    private final Canary canary = new Canary();
    private final Gateway gateway;
    private SmtpClient client;

    OfflineGateway(SipEngine engine, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("iwf.smtp.listen", "127.0.0.1:0");
        all.put("iwf.demo-handset.enabled", "false");
        all.putIfAbsent("iwf.msrp.listen", "tcp:127.0.0.1:0");
        all.put("iwf.sip.next-hop-ping", "0");
        SipComponent sip = new SipComponent();
        sip.setEngine(engine);
        gateway = Gateway.start(Gateway.load(null, all), camel -> {
            camel.bind("sip", sip);
            camel.bind("canary", canary);
        });
        client = SmtpClient.greeted(gateway.smtpPort());
    }

    /** Sends MAIL and RCPT; the reply is the first that refuses, else that to RCPT. Behind a refusal there is a new session. */
    SmtpClient.Reply envelope(String mail, String rcpt) throws Exception {
        client.write("RSET\r\nMAIL FROM:" + mail + "\r\nRCPT TO:" + rcpt + "\r\n");
        client.reply();
        SmtpClient.Reply sender = client.reply();
        SmtpClient.Reply recipient = client.reply();
        if (sender.code() == 250 && recipient.code() == 250) {
            return recipient;
        }
        client.close();
        client = SmtpClient.greeted(gateway.smtpPort());
        return sender.code() == 250 ? recipient : sender;
    }

    /** Sends a mail whose line ends are CR LF. */
    SmtpClient.Reply data(String mail) throws Exception {
        client.write("DATA\r\n");
        client.reply();
        String stuffed = (mail.startsWith(".") ? "." : "") + mail.replace("\r\n.", "\r\n..");
        client.write(stuffed + (mail.endsWith("\r\n") ? "" : "\r\n") + ".\r\n");
        return client.reply();
    }

    /** How often something in a mail was taken for an expression. */
    int evaluations() {
        return canary.hits.get();
    }

    @Override
    public void close() throws Exception {
        client.close();
        gateway.close();
    }

    /** What the engine writes, taken mail by mail. */
    static final class Wire extends ByteArrayOutputStream {

        synchronized byte[] take() {
            byte[] octets = toByteArray();
            reset();
            return octets;
        }
    }
}
