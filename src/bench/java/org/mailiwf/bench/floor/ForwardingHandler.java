package org.mailiwf.bench.floor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** Floor 2: what stands behind the first blank line of the mail is sent as a MESSAGE, and a final response of class 2 is 250. */
final class ForwardingHandler implements MessageHandler {

    private static final String BLANK_LINE = "\r\n\r\n";

    private final RawSip sip;
    private String from;
    private String recipient;

    ForwardingHandler(RawSip sip) {
        this.sip = sip;
    }

    @Override
    public void from(String address) {
        from = address;
    }

    @Override
    public void recipient(String address) {
        recipient = address;
    }

    @Override
    public String data(InputStream data) throws IOException, RejectException {
        String mail = new String(data.readAllBytes(), StandardCharsets.ISO_8859_1);
        int end = mail.indexOf(BLANK_LINE);
        int status = sip.send(from, recipient, end < 0 ? "" : mail.substring(end + BLANK_LINE.length()));
        if (status < 200 || status > 299) {
            throw new RejectException(450, "SIP " + status);
        }
        return null;
    }

    @Override
    public void done() {
        // nothing is held
    }
}
