package org.mailiwf.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** IP addresses and CIDR blocks. Literals only: nothing here asks the DNS. Immutable. */
final class AddressBlocks {

    private record Block(byte[] prefix, int bits) {

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff00 >> bits - bit & 0xff;
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Block> blocks;

    private AddressBlocks(List<Block> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /** @throws IllegalArgumentException naming the first text that is neither an address nor a block */
    static AddressBlocks parse(List<String> texts) {
        List<Block> blocks = new ArrayList<>();
        for (String text : texts) {
            int slash = text.indexOf('/');
            byte[] address = literal(text, slash < 0 ? text : text.substring(0, slash));
            blocks.add(new Block(address, slash < 0 ? address.length * 8 : bits(text, text.substring(slash + 1), address.length * 8)));
        }
        return new AddressBlocks(blocks);
    }

    boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        for (Block block : blocks) {
            if (block.contains(octets)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] literal(String text, String address) {
        boolean v4 = address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!v4 && !address.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw bad(text);
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw bad(text);
        }
    }

    private static int bits(String text, String digits, int most) {
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
            throw bad(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException("Not an IP address or CIDR block: " + text);
    }
}
