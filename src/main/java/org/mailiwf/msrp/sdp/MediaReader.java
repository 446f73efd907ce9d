package org.mailiwf.msrp.sdp;

import java.util.ArrayList;
import java.util.List;

import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpSyntaxException;

/** Reads a media description of MSRP, with what the session says for all of them. */
final class MediaReader {

    private static final int MAX_FINGERPRINTS = 8;

    private final List<SdpLines.Line> session;
    private final List<SdpLines.Line> media;
    private final MediaLine mediaLine;

    MediaReader(List<SdpLines.Line> session, List<SdpLines.Line> media, MediaLine mediaLine) {
        this.session = session;
        this.media = media;
        this.mediaLine = mediaLine;
    }

    MsrpMedia read() throws SdpException {
        String path = attribute("path");
        String acceptTypes = attribute("accept-types");
        if (path == null || acceptTypes == null) {
            throw new SdpException("MSRP without a=path or a=accept-types");
        }
        String wrapped = attribute("accept-wrapped-types");
        String maxSize = attribute("max-size");
        String selector = attribute("file-selector");
        try {
            MsrpMedia read = new MsrpMedia(mediaLine.port(), mediaLine.isSecure(), MsrpPath.parse(path), types(acceptTypes),
                    wrapped == null ? List.of() : types(wrapped), maxSize == null ? MsrpMedia.UNLIMITED : SdpNumbers.number(maxSize, 18),
                    direction(), setup(), attribute("msrp-cema") != null, address(), fingerprints(),
                    selector == null ? null : FileSelector.parse(selector));
            if (read.path().first().secure() != read.secure()) {
                throw new SdpException("an a=path of another transport than the m= line");
            }
            return read;
        } catch (MsrpSyntaxException e) {
            throw new SdpException("an a=path with " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new SdpException("an a= line that " + e.getMessage());
        }
    }

    private static List<String> types(String value) {
        return List.of(value.strip().split(" +"));
    }

    /** The value of an attribute, of the medium or else of the session; empty if it has none, {@code null} if it is not there. */
    private String attribute(String name) {
        String own = attribute(media, name);
        return own == null ? attribute(session, name) : own;
    }

    private static String attribute(List<SdpLines.Line> lines, String name) {
        for (SdpLines.Line line : lines) {
            if (line.type() == 'a' && line.value().startsWith(name)) {
                if (line.value().length() == name.length()) {
                    return "";
                }
                if (line.value().charAt(name.length()) == ':') {
                    return line.value().substring(name.length() + 1);
                }
            }
        }
        return null;
    }

    private Direction direction() {
        for (List<SdpLines.Line> lines : List.of(media, session)) {
            for (SdpLines.Line line : lines) {
                Direction direction = line.type() == 'a' ? Direction.of(line.value()) : null;
                if (direction != null) {
                    return direction;
                }
            }
        }
        return Direction.SENDRECV;
    }

    private Setup setup() throws SdpException {
        String value = attribute("setup");
        Setup setup = value == null ? null : Setup.of(value);
        if (value != null && setup == null) {
            throw new SdpException("an a=setup that is none");
        }
        return setup;
    }

    private ConnectionAddress address() throws SdpException {
        for (List<SdpLines.Line> lines : List.of(media, session)) {
            for (SdpLines.Line line : lines) {
                if (line.type() == 'c') {
                    return ConnectionAddress.parse(line.value());
                }
            }
        }
        return null;
    }

    private List<String> fingerprints() {
        List<String> own = fingerprints(media);
        return own.isEmpty() ? fingerprints(session) : own;
    }

    private static List<String> fingerprints(List<SdpLines.Line> lines) {
        List<String> fingerprints = new ArrayList<>();
        for (SdpLines.Line line : lines) {
            if (line.type() == 'a' && line.value().startsWith("fingerprint:") && fingerprints.size() < MAX_FINGERPRINTS) {
                fingerprints.add(line.value().substring("fingerprint:".length()));
            }
        }
        return fingerprints;
    }
}
