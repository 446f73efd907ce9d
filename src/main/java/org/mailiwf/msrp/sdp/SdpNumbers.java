package org.mailiwf.msrp.sdp;

/** Numbers of SDP: digits, and nothing else. */
final class SdpNumbers {

    private SdpNumbers() {
    }

    /** @param digits at most 18. @throws SdpException if the text is no number, or has more */
    static long number(String text, int digits) throws SdpException {
        if (text.isEmpty() || text.length() > digits || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SdpException("a number that is none");
        }
        return Long.parseLong(text);
    }
}
