package org.mailiwf.cpim;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one CPIM object: goes once over the header lines, and takes what follows the second empty line as it is. */
final class CpimDecoder {

    private final byte[] octets;
    private int position;

    CpimDecoder(byte[] octets) {
        this.octets = octets;
    }

    CpimMessage decode() throws CpimException {
        List<CpimHeader> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            requireRoom(headers);
            headers.add(header(line));
        }
        List<ContentHeader> contentHeaders = new ArrayList<>();
        for (String line = unfoldedLine(); !line.isEmpty(); line = unfoldedLine()) {
            requireRoom(contentHeaders);
            contentHeaders.add(contentHeader(line));
        }
        return new CpimMessage(headers, contentHeaders, Arrays.copyOfRange(octets, position, octets.length));
    }

    private static void requireRoom(List<?> headers) throws CpimException {
        if (headers.size() == CpimMessage.MAX_HEADERS) {
            throw new CpimException("more than " + CpimMessage.MAX_HEADERS + " headers");
        }
    }

    private static CpimHeader header(String line) throws CpimException {
        int colon = line.indexOf(':');
        int space = colon < 0 ? -1 : endOfParameters(line, colon + 1);
        if (space < 0) {
            throw new CpimException("a header line without colon and space");
        }
        try {
            return new CpimHeader(line.substring(0, colon), line.substring(colon + 1, space), line.substring(space + 1));
        } catch (IllegalArgumentException e) {
            throw new CpimException(e.getMessage());
        }
    }

    /** The first space that no quoted parameter value holds. */
    private static int endOfParameters(String line, int from) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ' && !quoted) {
                return i;
            }
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return -1;
    }

    private static ContentHeader contentHeader(String line) throws CpimException {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new CpimException("a MIME header line without colon");
        }
        try {
            return new ContentHeader(line.substring(0, colon), line.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new CpimException(e.getMessage());
        }
    }

    /** A line and the lines that continue it: MIME headers may be folded, those of CPIM may not. */
    private String unfoldedLine() throws CpimException {
        String line = line();
        while (!line.isEmpty() && position < octets.length && (octets[position] == ' ' || octets[position] == '\t')) {
            line += ' ' + line().strip();
            if (line.length() > CpimMessage.MAX_LINE) {
                throw new CpimException("a header line of more than " + CpimMessage.MAX_LINE + " octets");
            }
        }
        return line;
    }

    private String line() throws CpimException {
        int end = position;
        while (end < octets.length && octets[end] != '\r' && octets[end] != '\n') {
            end++;
        }
        if (end - position > CpimMessage.MAX_LINE) {
            throw new CpimException("a header line of more than " + CpimMessage.MAX_LINE + " octets");
        }
        if (end + 1 >= octets.length || octets[end] != '\r' || octets[end + 1] != '\n') {
            throw new CpimException("a header line that does not end in CRLF");
        }
        try {
            String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, position, end - position)).toString();
            position = end + 2;
            return line;
        } catch (CharacterCodingException e) {
            throw new CpimException("a header line that is not UTF-8");
        }
    }
}
