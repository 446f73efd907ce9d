package org.mailiwf.sip.engine;

import java.util.List;

import org.mailiwf.sip.SipField;

/**
 * What a client needs to know of a response.
 *
 * @param status the status code, 100 to 699
 * @param reason the reason phrase, may be empty
 * @param branch the branch of the only Via
 * @param method the method of the CSeq
 * @param fields all header fields
 */
record ReceivedResponse(int status, String reason, String branch, String method, List<SipField> fields) {

    private static final int VERSION = "SIP/2.0 ".length();

    /** The response; {@code null} if it is malformed, or has more than one Via and so is not for us (RFC 3261 section 8.1.3.3). */
    static ReceivedResponse of(ReceivedMessage message) {
        String line = message.startLine();
        int status = status(line);
        String branch = null;
        String method = null;
        int vias = 0;
        for (SipField field : message.fields()) {
            if (field.is("Via")) {
                vias += field.value().indexOf(',') < 0 ? 1 : 2;
                branch = parameter(field.value(), "branch");
            } else if (field.is("CSeq")) {
                method = field.value().substring(field.value().lastIndexOf(' ') + 1);
            }
        }
        if (status == 0 || vias != 1 || branch == null || method == null) {
            return null;
        }
        return new ReceivedResponse(status, line.substring(Math.min(line.length(), VERSION + 4)), branch, method, message.fields());
    }

    private static int status(String line) {
        if (line.length() < VERSION + 3 || line.length() > VERSION + 3 && line.charAt(VERSION + 3) != ' ') {
            return 0;
        }
        int status = 0;
        for (int i = VERSION; i < VERSION + 3; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            status = 10 * status + digit;
        }
        return status >= 100 && status <= 699 ? status : 0;
    }

    private static String parameter(String value, String name) {
        int semicolon = value.indexOf(';');
        while (semicolon >= 0) {
            int next = value.indexOf(';', semicolon + 1);
            String parameter = value.substring(semicolon + 1, next < 0 ? value.length() : next);
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return parameter.substring(equals + 1).strip();
            }
            semicolon = next;
        }
        return null;
    }
}
