package org.mailiwf.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the far side needs of a SIP request: a reader for well-formed requests with a single Via, as the gateway sends them.
 *
 * @param requestUri without its scheme
 * @param branch     of the Via
 * @param echoed     the header fields that a response repeats (RFC 3261 section 8.2.6.2), with their line ends
 */
record MessageText(String requestUri, String branch, String echoed) {

    private static final String BRANCH = ";branch=";

    /** @throws IllegalArgumentException if it is no MESSAGE with a branch */
    static MessageText read(byte[] datagram, int length) {
        String text = new String(datagram, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        int uri = text.indexOf(':') + 1;
        if (!text.startsWith("MESSAGE sip") || end < 0) {
            throw new IllegalArgumentException("no MESSAGE: " + text);
        }
        StringBuilder echoed = new StringBuilder(512);
        String branch = "";
        for (String line : text.substring(text.indexOf("\r\n") + 2, end).split("\r\n")) {
            String name = line.substring(0, Math.max(line.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
            switch (name) {
                case "via" -> {
                    branch = branch(line);
                    echoed.append(line).append("\r\n");
                }
                case "to" -> echoed.append(line).append(";tag=far\r\n");
                case "from", "call-id", "cseq" -> echoed.append(line).append("\r\n");
                default -> { }
            }
        }
        if (branch.isEmpty()) {
            throw new IllegalArgumentException("no branch: " + text);
        }
        return new MessageText(text.substring(uri, text.indexOf(' ', uri)), branch, echoed.toString());
    }

    private static String branch(String via) {
        int start = via.indexOf(BRANCH);
        if (start < 0) {
            return "";
        }
        int end = via.indexOf(';', start + 1);
        return via.substring(start + BRANCH.length(), end < 0 ? via.length() : end).strip();
    }

    byte[] response(int status) {
        return ("SIP/2.0 " + status + " Far\r\n" + echoed + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
