package org.mailiwf.sip.engine;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.mailiwf.sip.SipField;

/**
 * A message as it stands on the wire, beside what the stack makes of it: the start line, and the header fields as the sender wrote them.
 *
 * @param startLine the request line or status line
 * @param fields    unfolded; lines that are no header field, and empty ones, are left out
 * @param body      what follows the empty line, within Content-Length when there is one
 */
record ReceivedMessage(String startLine, List<SipField> fields, byte[] body) {

    /** Lines of a message head. Unfolding copies the field for each line, here and in the stack, so their number is bounded. */
    private static final int MAX_LINES = 1000;

    /**
     * @throws ParseException if the head has too many lines, or more than one Content-Length, by which two readers would disagree where
     *                        the message ends
     */
    static ReceivedMessage read(byte[] octets) throws ParseException {
        int start = 0;
        while (start < octets.length && octets[start] >= 0 && octets[start] < 0x20) {
            start++;
        }
        List<String> lines = new ArrayList<>();
        int position = start;
        int count = 0;
        while (position < octets.length) {
            int end = position;
            while (end < octets.length && octets[end] != '\r' && octets[end] != '\n') {
                end++;
            }
            int next = end + (end + 1 < octets.length && octets[end] == '\r' && octets[end + 1] == '\n' ? 2 : 1);
            if (end == position) {
                position = next;
                break;
            }
            if (++count > MAX_LINES) {
                throw new ParseException("Too many lines", position);
            }
            addLine(lines, new String(octets, position, end - position, StandardCharsets.UTF_8));
            position = next;
        }
        List<SipField> fields = fields(lines);
        if (fields.stream().filter(field -> field.is("Content-Length")).count() > 1) {
            throw new ParseException("Several Content-Length", position);
        }
        int length = octets.length - Math.min(octets.length, position);
        int bodyLength = Math.min(length, contentLength(fields, length));
        byte[] body = Arrays.copyOfRange(octets, octets.length - length, octets.length - length + bodyLength);
        return new ReceivedMessage(lines.isEmpty() ? "" : lines.get(0), fields, body);
    }

    /** The Content-Length, or a default when there is none that can be read. */
    int contentLength(int otherwise) {
        return contentLength(fields, otherwise);
    }

    private static int contentLength(List<SipField> fields, int otherwise) {
        for (SipField field : fields) {
            if (field.is("Content-Length")) {
                String digits = field.value();
                boolean number = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
                return number ? Integer.parseInt(digits) : otherwise;
            }
        }
        return otherwise;
    }

    private static void addLine(List<String> lines, String line) {
        boolean continuation = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        if (continuation && lines.size() > 1) {
            int last = lines.size() - 1;
            lines.set(last, lines.get(last) + " " + line.strip());
        } else {
            lines.add(line);
        }
    }

    private static List<SipField> fields(List<String> lines) {
        List<SipField> fields = new ArrayList<>(lines.size());
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            int colon = line.indexOf(':');
            if (colon > 0) {
                SipField field = SipField.received(line.substring(0, colon).strip(), line.substring(colon + 1));
                if (field != null) {
                    fields.add(field);
                }
            }
        }
        return List.copyOf(fields);
    }
}
