package org.mailiwf.sip;

/**
 * What an engine is told when it starts.
 *
 * @param t1              the round-trip time estimate T1 (RFC 3261 section 17.1.1.1), milliseconds
 * @param t2              the longest interval between retransmissions T2, milliseconds
 * @param connectTimeout  how long to wait for a TCP connection, milliseconds
 * @param maxTransactions how many transactions may be open in each direction
 * @param maxMessageSize  the largest message that is read, octets
 */
public record SipSettings(int t1, int t2, int connectTimeout, int maxTransactions, int maxMessageSize) {

    /** Timers B, F, H, J (RFC 3261 appendix A), milliseconds. */
    public long sixtyFourT1() {
        return 64L * t1;
    }
}
