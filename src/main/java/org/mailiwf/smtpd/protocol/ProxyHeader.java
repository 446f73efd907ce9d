package org.mailiwf.smtpd.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.mailiwf.net.IpLiteral;

/**
 * The header of the PROXY protocol, versions 1 and 2, by which a proxy says who its client is (HAProxy, proxy-protocol.txt). It is read to
 * its end, and no further.
 */
public final class ProxyHeader {

    /** Section 2.1: the longest line of version 1, with its CR LF. */
    private static final int MAX_LINE = 107;
    /** Far more than any proxy's addresses and TLVs need. */
    private static final int MAX_LENGTH = 4096;
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;

    private ProxyHeader() {
    }

    /**
     * @return the client; {@code null} if the proxy speaks for itself (LOCAL), or does not know for whom (UNKNOWN, UNSPEC)
     * @throws IOException if this is no such header, or the connection ends within it
     */
    public static InetSocketAddress read(InputStream in) throws IOException {
        int first = octet(in);
        if (first == SIGNATURE[0]) {
            return binary(in);
        }
        return line(in, first);
    }

    /** Version 1: {@code PROXY TCP4 source destination source-port destination-port CR LF}. */
    private static InetSocketAddress line(InputStream in, int first) throws IOException {
        byte[] line = new byte[MAX_LINE];
        line[0] = (byte) first;
        int length = 1;
        while (line[length - 1] != '\n') {
            require(length < MAX_LINE && (length >= 6 || line[length - 1] == "PROXY ".charAt(length - 1)));
            line[length++] = (byte) octet(in);
        }
        require(length > 2 && line[length - 2] == '\r');
        String[] words = new String(line, 0, length - 2, StandardCharsets.ISO_8859_1).split(" ", -1);
        require(words.length > 1 && words[0].equals("PROXY"));
        if (words[1].equals("UNKNOWN")) {
            return null;
        }
        require(words.length == 6);
        int octets = words[1].equals("TCP4") ? 4 : words[1].equals("TCP6") ? 16 : 0;
        address(words[3], octets);
        port(words[5]);
        return new InetSocketAddress(address(words[2], octets), port(words[4]));
    }

    private static InetAddress address(String literal, int octets) throws IOException {
        boolean v6 = literal.indexOf(':') >= 0;
        byte[] address = literal.indexOf('%') < 0 && octets == (v6 ? 16 : 4) ? IpLiteral.octets(literal) : null;
        require(address != null);
        return InetAddress.getByAddress(address);
    }

    private static int port(String digits) throws IOException {
        int port = digits.length() > 3 ? fourOrFive(digits) : IpLiteral.number(digits, 999);
        require(port >= 0 && port <= 65_535);
        return port;
    }

    private static int fourOrFive(String digits) {
        boolean number = digits.length() <= 5 && digits.charAt(0) != '0' && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }

    /** Version 2: signature, version and command, family and protocol, length, addresses and ports, TLVs. */
    private static InetSocketAddress binary(InputStream in) throws IOException {
        byte[] signature = new byte[SIGNATURE.length];
        signature[0] = SIGNATURE[0];
        for (int i = 1; i < signature.length; i++) {
            signature[i] = (byte) octet(in);
            require(signature[i] == SIGNATURE[i]);
        }
        int command = octet(in);
        int family = octet(in);
        int length = octet(in) << 8 | octet(in);
        require((command == LOCAL || command == PROXY) && length <= MAX_LENGTH);
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
            throw new EOFException("PROXY header ends early");
        }
        if (command == LOCAL || family == UNSPECIFIED) {
            return null;
        }
        require(family == TCP_OVER_IPV4 || family == TCP_OVER_IPV6);
        int octets = family == TCP_OVER_IPV4 ? 4 : 16;
        require(length >= 2 * octets + 4);
        int port = (rest[2 * octets] & 0xFF) << 8 | rest[2 * octets + 1] & 0xFF;
        return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOf(rest, octets)), port);
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("PROXY header ends early");
        }
        return octet;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new ProtocolException("No PROXY header");
        }
    }
}
