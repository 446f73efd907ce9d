package org.mailiwf.msrp.sdp;

/**
 * A {@code c=} line (RFC 8866 section 5.7) of one unicast address.
 *
 * @param ipv6    {@code IP6}
 * @param address a literal, without brackets, or a name
 */
public record ConnectionAddress(boolean ipv6, String address) {

    public ConnectionAddress {
        if (address.isEmpty() || address.length() > 255
                || !address.chars().allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || ".:-_".indexOf(c) >= 0))) {
            throw new IllegalArgumentException("is no address");
        }
    }

    /** A literal, with or without brackets, or a name, which counts as IPv4. */
    public static ConnectionAddress of(String host) {
        String address = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new ConnectionAddress(address.indexOf(':') >= 0, address);
    }

    /** The value of a line. @throws SdpException if it is none */
    static ConnectionAddress parse(String value) throws SdpException {
        String[] parts = value.split(" ", 4);
        if (parts.length != 3 || !parts[0].equals("IN") || !parts[1].equals("IP4") && !parts[1].equals("IP6")) {
            throw new SdpException("a c= line that is none");
        }
        try {
            return new ConnectionAddress(parts[1].equals("IP6"), parts[2]);
        } catch (IllegalArgumentException e) {
            throw new SdpException("a c= line that is none");
        }
    }

    @Override
    public String toString() {
        return "IN " + (ipv6 ? "IP6 " : "IP4 ") + address;
    }
}
