package org.mailiwf.msrp.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.mailiwf.msrp.protocol.MsrpPath;

/**
 * A media description of MSRP. {@link #of} and the methods {@code with...} make one.
 *
 * @param port               of the {@code m=} line; 9 for who can be reached by nobody (RFC 6135 section 4.2.1)
 * @param secure             {@code TCP/TLS/MSRP}
 * @param path               {@code a=path}
 * @param acceptTypes        {@code a=accept-types}: media types, or {@code *}, or {@code type/*}
 * @param acceptWrappedTypes {@code a=accept-wrapped-types}: those that are taken within another, such as message/cpim
 * @param maxSize            {@code a=max-size}, octets; {@link #UNLIMITED} if there is none
 * @param direction          sendrecv if none is given
 * @param setup              {@code null} if there is none
 * @param cema               {@code a=msrp-cema} (RFC 6714)
 * @param address            of its own {@code c=} line, or that of the session; {@code null} if there is neither
 * @param fingerprints       {@code a=fingerprint} (RFC 8122), as they stand there: hash function, space, digest
 * @param fileSelector       {@code a=file-selector} (RFC 5547); {@code null} if there is none
 */
public record MsrpMedia(int port, boolean secure, MsrpPath path, List<String> acceptTypes, List<String> acceptWrappedTypes, long maxSize,
                        Direction direction, Setup setup, boolean cema, ConnectionAddress address, List<String> fingerprints,
                        FileSelector fileSelector) {

    /** No {@code a=max-size}. */
    public static final long UNLIMITED = -1;
    /** Of the {@code m=} line of who can be reached by nobody: discard. */
    public static final int DISCARD_PORT = 9;

    private static final String ANY = "*";
    private static final int MAX_TYPES = 100;

    public MsrpMedia {
        acceptTypes = types(acceptTypes);
        acceptWrappedTypes = types(acceptWrappedTypes);
        fingerprints = List.copyOf(fingerprints);
        Objects.requireNonNull(path);
        Objects.requireNonNull(direction);
        if (port < 0 || port > 65535 || maxSize < UNLIMITED
                || fingerprints.stream().anyMatch(text -> text.chars().anyMatch(c -> c < ' ' || c >= 0x7f))) {
            throw new IllegalArgumentException("is no MSRP media description");
        }
    }

    /** One that sends and receives any size, at the port of its path. @param address of the c= line */
    public static MsrpMedia of(MsrpPath path, List<String> acceptTypes, ConnectionAddress address) {
        return new MsrpMedia(path.first().portOrDefault(), path.first().secure(), path, acceptTypes, List.of(), UNLIMITED,
                Direction.SENDRECV, null, false, address, List.of(), null);
    }

    private static List<String> types(List<String> types) {
        if (types.size() > MAX_TYPES || !types.stream().allMatch(MsrpMedia::isType)) {
            throw new IllegalArgumentException("is no list of media types");
        }
        return List.copyOf(types);
    }

    /** {@code type/subtype}, with parameters perhaps, {@code type/*} or {@code *}: visible ASCII without spaces. */
    private static boolean isType(String type) {
        int slash = type.indexOf('/');
        return type.equals(ANY) || slash > 0 && slash < type.length() - 1 && type.length() <= 255 && type.chars()
                .allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Whether a media type, without parameters, may be sent as it is. */
    public boolean accepts(String mediaType) {
        return contains(acceptTypes, mediaType);
    }

    /** Whether a media type may be sent within another: what may be sent as it is may be wrapped, too (RFC 4975 section 8.6). */
    public boolean acceptsWrapped(String mediaType) {
        return contains(acceptWrappedTypes, mediaType) || contains(acceptTypes, mediaType);
    }

    private static boolean contains(List<String> types, String mediaType) {
        String wanted = mediaType.toLowerCase(Locale.ROOT);
        for (String type : types) {
            int semicolon = type.indexOf(';');
            String plain = (semicolon < 0 ? type : type.substring(0, semicolon)).toLowerCase(Locale.ROOT);
            if (plain.equals(ANY) || plain.equals(wanted) || plain.endsWith("/*")
                    && wanted.startsWith(plain.substring(0, plain.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a message of so many octets may be sent. */
    public boolean takes(long octets) {
        return maxSize == UNLIMITED || octets <= maxSize;
    }

    public MsrpMedia withPort(int other) {
        return new MsrpMedia(other, secure, path, acceptTypes, acceptWrappedTypes, maxSize, direction, setup, cema, address, fingerprints,
                fileSelector);
    }

    public MsrpMedia withAcceptWrappedTypes(List<String> types) {
        return new MsrpMedia(port, secure, path, acceptTypes, types, maxSize, direction, setup, cema, address, fingerprints, fileSelector);
    }

    public MsrpMedia withMaxSize(long octets) {
        return new MsrpMedia(port, secure, path, acceptTypes, acceptWrappedTypes, octets, direction, setup, cema, address, fingerprints,
                fileSelector);
    }

    public MsrpMedia withDirection(Direction other) {
        return new MsrpMedia(port, secure, path, acceptTypes, acceptWrappedTypes, maxSize, other, setup, cema, address, fingerprints,
                fileSelector);
    }

    public MsrpMedia withSetup(Setup other) {
        return new MsrpMedia(port, secure, path, acceptTypes, acceptWrappedTypes, maxSize, direction, other, cema, address, fingerprints,
                fileSelector);
    }

    public MsrpMedia withCema(boolean other) {
        return new MsrpMedia(port, secure, path, acceptTypes, acceptWrappedTypes, maxSize, direction, setup, other, address, fingerprints,
                fileSelector);
    }

    public MsrpMedia withFingerprints(List<String> other) {
        return new MsrpMedia(port, secure, path, acceptTypes, acceptWrappedTypes, maxSize, direction, setup, cema, address, other,
                fileSelector);
    }

    public MsrpMedia withFileSelector(FileSelector other) {
        return new MsrpMedia(port, secure, path, acceptTypes, acceptWrappedTypes, maxSize, direction, setup, cema, address, fingerprints,
                other);
    }
}
