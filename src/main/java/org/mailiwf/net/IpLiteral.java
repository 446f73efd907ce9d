package org.mailiwf.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads IP addresses that are written out. A host name is none, and the DNS is never asked. */
public final class IpLiteral {

    private IpLiteral() {
    }

    /** Its 4 or 16 octets; {@code null} for what is no literal. An IPv4-mapped IPv6 address is IPv4. A zone behind % is ignored. */
    public static byte[] octets(String literal) {
        return literal.indexOf(':') < 0 ? ipv4(literal) : ipv6(literal);
    }

    private static byte[] ipv4(String literal) {
        String[] numbers = literal.split("\\.", -1);
        if (numbers.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int number = number(numbers[i], 255);
            if (number < 0) {
                return null;
            }
            address[i] = (byte) number;
        }
        return address;
    }

    /** With a colon in it and only such characters the platform takes it for a literal, or refuses it, without a look-up. */
    private static byte[] ipv6(String literal) {
        int zone = literal.indexOf('%');
        String address = zone < 0 ? literal : literal.substring(0, zone);
        if (!address.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0 && c < 0x80)) {
            return null;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A decimal number from 0 to {@code max} without leading zeros; -1 for anything else. */
    public static int number(String digits, int max) {
        if (digits.isEmpty() || digits.length() > 3 || digits.length() > 1 && digits.charAt(0) == '0') {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number <= max ? number : -1;
    }
}
