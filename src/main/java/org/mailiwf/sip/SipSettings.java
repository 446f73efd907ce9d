package org.mailiwf.sip;

/**
 * What an engine is told when it starts.
 *
 * @param t1              the round-trip time estimate T1 (RFC 3261 section 17.1.1.1), milliseconds
 * @param t2              the longest interval between retransmissions T2, milliseconds
 * @param connectTimeout  how long to wait for a TCP connection, milliseconds
 * @param maxTransactions how many transactions may be open in each direction
 * @param maxMessageSize  the largest message that is read, octets
 * @param keepAlive       how long an outgoing connection may be idle before it is pinged, milliseconds; 0: no pings
 * @param admission       which requests are taken
 * @param tls             key and trust for TLS; {@code null}: there is no TLS
 */
public record SipSettings(int t1, int t2, int connectTimeout, int maxTransactions, int maxMessageSize, long keepAlive,
                          SipAdmission admission, SipTls tls) {

    /**
     * @throws IllegalArgumentException if a value is not positive, or the message size less than 4096
     */
    public SipSettings {
        positive("t1", t1);
        positive("t2", t2);
        positive("connectTimeout", connectTimeout);
        positive("maxTransactions", maxTransactions);
        if (maxMessageSize < 4096) {
            throw new IllegalArgumentException("maxMessageSize is " + maxMessageSize + ", allowed is 4096 and more");
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed is 1 and more");
        }
    }

    /** Timers B, F, H, J (RFC 3261 appendix A), milliseconds. */
    public long sixtyFourT1() {
        return 64L * t1;
    }
}
