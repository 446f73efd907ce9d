package org.mailiwf.msrp.sdp;

/**
 * An {@code m=} line (RFC 8866 section 5.14).
 *
 * @param media    such as {@code message}
 * @param port     0: refused
 * @param protocol such as {@code TCP/MSRP}
 */
record MediaLine(String media, int port, String protocol) {

    static MediaLine parse(String value) throws SdpException {
        String[] parts = value.split(" ", 4);
        if (parts.length != 4) {
            throw new SdpException("an m= line that is none");
        }
        int slash = parts[1].indexOf('/');
        long port = SdpNumbers.number(slash < 0 ? parts[1] : parts[1].substring(0, slash), 5);
        if (port > 65535) {
            throw new SdpException("an m= line that is none");
        }
        return new MediaLine(parts[0], (int) port, parts[2]);
    }

    boolean isMsrp() {
        return media.equalsIgnoreCase("message") && (protocol.equalsIgnoreCase("TCP/MSRP") || isSecure());
    }

    boolean isSecure() {
        return protocol.equalsIgnoreCase("TCP/TLS/MSRP");
    }
}
