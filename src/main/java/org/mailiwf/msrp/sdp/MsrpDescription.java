package org.mailiwf.msrp.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.mailiwf.msrp.protocol.MsrpPath;

/**
 * A session description with MSRP in it: an offer or an answer.
 *
 * @param origin    value of the {@code o=} line
 * @param media     the first media description that is MSRP and not refused
 * @param mediaLine which of the {@code m=} lines that is, from 0
 * @param others    the other {@code m=} lines, in their order; in an answer they come back with port 0
 */
public record MsrpDescription(String origin, MsrpMedia media, int mediaLine, List<String> others) {

    private static final String CRLF = "\r\n";
    private static final int MAX_MEDIA = 16;

    public MsrpDescription {
        Objects.requireNonNull(media);
        others = List.copyOf(others);
        if (mediaLine < 0 || mediaLine > others.size() || isNoLine(origin) || others.stream().anyMatch(MsrpDescription::isNoLine)) {
            throw new IllegalArgumentException("is no session description");
        }
    }

    private static boolean isNoLine(String value) {
        return value.isEmpty() || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    /** An offer of one medium. @param sessionId of the {@code o=} line: digits that differ from session to session */
    public static MsrpDescription offer(long sessionId, MsrpMedia media) {
        return new MsrpDescription(origin(sessionId, media), media, 0, List.of());
    }

    /** An answer to this offer: its other media are refused. @param sessionId of the {@code o=} line */
    public MsrpDescription answer(long sessionId, MsrpMedia answer) {
        return new MsrpDescription(origin(sessionId, answer), answer, mediaLine, others.stream().map(MsrpDescription::refused).toList());
    }

    private static String origin(long sessionId, MsrpMedia media) {
        return "- " + sessionId + " " + sessionId + " " + Objects.requireNonNull(media.address(), "a c= line is needed");
    }

    private static String refused(String line) {
        String[] parts = line.split(" ", 3);
        return parts[0] + " 0 " + parts[2];
    }

    /**
     * Reads an offer or an answer.
     *
     * @throws SdpException if it is none, or there is no MSRP in it that can be used: 488 (RFC 3261 section 21.4.26) is the answer to an
     * offer
     */
    public static MsrpDescription parse(byte[] octets) throws SdpException {
        List<List<SdpLines.Line>> sections = new ArrayList<>();
        sections.add(new ArrayList<>());
        for (SdpLines.Line line : SdpLines.read(octets)) {
            if (line.type() == 'm') {
                if (sections.size() > MAX_MEDIA) {
                    throw new SdpException("a session description with too many media");
                }
                sections.add(new ArrayList<>());
            }
            sections.get(sections.size() - 1).add(line);
        }
        List<SdpLines.Line> session = sections.remove(0);
        MsrpMedia media = null;
        int mediaLine = -1;
        List<String> others = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            MediaLine line = MediaLine.parse(sections.get(i).get(0).value());
            if (media == null && line.isMsrp() && line.port() != 0) {
                media = new MediaReader(session, sections.get(i), line).read();
                mediaLine = i;
            } else {
                others.add(sections.get(i).get(0).value());
            }
        }
        if (media == null) {
            throw new SdpException("no MSRP in the session description");
        }
        return new MsrpDescription(originOf(session), media, mediaLine, others);
    }

    private static String originOf(List<SdpLines.Line> session) throws SdpException {
        for (SdpLines.Line line : session) {
            if (line.type() == 'o' && !isNoLine(line.value())) {
                return line.value();
            }
        }
        throw new SdpException("a session description without an o= line");
    }

    /** As it goes on the wire. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(512);
        line(text, "v=0");
        line(text, "o=" + origin);
        line(text, "s=-");
        if (media.address() != null) {
            line(text, "c=" + media.address());
        }
        line(text, "t=0 0");
        for (int i = 0; i <= others.size(); i++) {
            if (i == mediaLine) {
                media(text);
            }
            if (i < others.size()) {
                line(text, "m=" + others.get(i));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void media(StringBuilder text) {
        line(text, "m=message " + media.port() + (media.secure() ? " TCP/TLS/MSRP *" : " TCP/MSRP *"));
        line(text, "a=" + media.direction());
        line(text, "a=accept-types:" + String.join(" ", media.acceptTypes()));
        if (!media.acceptWrappedTypes().isEmpty()) {
            line(text, "a=accept-wrapped-types:" + String.join(" ", media.acceptWrappedTypes()));
        }
        if (media.maxSize() != MsrpMedia.UNLIMITED) {
            line(text, "a=max-size:" + media.maxSize());
        }
        if (media.setup() != null) {
            line(text, "a=setup:" + media.setup());
        }
        for (String fingerprint : media.fingerprints()) {
            line(text, "a=fingerprint:" + fingerprint);
        }
        line(text, "a=path:" + media.path());
        if (media.cema()) {
            line(text, "a=msrp-cema");
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(CRLF);
    }

    /** The path of the MSRP in it. */
    public MsrpPath path() {
        return media.path();
    }
}
