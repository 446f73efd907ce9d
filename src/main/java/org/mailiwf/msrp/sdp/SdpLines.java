package org.mailiwf.msrp.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a session description, bounded: {@value #MAX_OCTETS} octets, {@value #MAX_LINES} lines. */
final class SdpLines {

    static final int MAX_OCTETS = 64 * 1024;
    static final int MAX_LINES = 500;

    /**
     * {@code type=value}.
     *
     * @param type a letter
     */
    record Line(char type, String value) {
    }

    private SdpLines() {
    }

    /** Lines end with CR LF, or LF alone (RFC 8866 section 5 asks for tolerance). @throws SdpException if they are none, or too many */
    static List<Line> read(byte[] octets) throws SdpException {
        if (octets.length > MAX_OCTETS) {
            throw new SdpException("a session description that is too long");
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int lf = text.indexOf('\n', start);
            int next = lf < 0 ? text.length() : lf;
            int end = next > start && text.charAt(next - 1) == '\r' ? next - 1 : next;
            if (end > start) {
                lines.add(line(text.substring(start, end)));
            }
            if (lines.size() > MAX_LINES) {
                throw new SdpException("a session description with too many lines");
            }
            start = next + 1;
        }
        if (lines.isEmpty() || lines.get(0).type() != 'v' || !lines.get(0).value().equals("0")) {
            throw new SdpException("no session description of version 0");
        }
        return lines;
    }

    private static Line line(String text) throws SdpException {
        char type = text.charAt(0);
        if (text.length() < 2 || type < 'a' || type > 'z' || text.charAt(1) != '=' || text.chars()
                .anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            throw new SdpException("a line that is no type=value");
        }
        return new Line(type, text.substring(2));
    }
}
