package org.mailiwf.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which requests are taken at all, by where they come from. Thread-safe. */
public final class SipAdmission {

    /** What becomes of a request. */
    public enum Verdict {
        /** It is processed. */
        TAKE,
        /** Its credentials decide: its source is not trusted. */
        AUTHENTICATE,
        /** It is answered 403: its source is not trusted, and nobody has credentials. */
        FORBID,
        /** It is answered 503: its source sends too many. */
        SLOW_DOWN,
        /** It is dropped: its source goes on sending too many. */
        DROP
    }

    private final TrustedPeers peers;
    private final SourceLimits limits;
    private final DigestServer digest;
    private final Set<String> dialogs = ConcurrentHashMap.newKeySet();

    /** Of trusted peers alone. */
    public SipAdmission(String trustedPeers, int perSecond) {
        this(trustedPeers, perSecond, null);
    }

    /**
     * @param  trustedPeers             IP addresses, CIDR blocks and {@code next-hops} for wherever requests are sent to, separated by
     *                                  commas; empty: everybody
     * @param  perSecond                requests a second from one address, 0 for any number
     * @param  digest                   authenticates the requests of others; {@code null}: there are no others
     * @throws IllegalArgumentException if one of the peers is none of these, or the number is negative
     */
    public SipAdmission(String trustedPeers, int perSecond, DigestServer digest) {
        if (perSecond < 0) {
            throw new IllegalArgumentException("The rate limit is " + perSecond + ", allowed is 0 and more");
        }
        peers = new TrustedPeers(trustedPeers);
        limits = new SourceLimits(perSecond, System::nanoTime);
        this.digest = digest;
    }

    /** Judges a request that has come from this address, and counts it. */
    public Verdict judge(InetAddress source) {
        return switch (limits.take(source)) {
            case DROP -> Verdict.DROP;
            case REFUSE -> Verdict.SLOW_DOWN;
            case WITHIN -> peers.contain(source) ? Verdict.TAKE : digest == null ? Verdict.FORBID : Verdict.AUTHENTICATE;
        };
    }

    /** Judges the credentials of a request, after {@link Verdict#AUTHENTICATE}. */
    public DigestServer.Judgement authenticate(String method, List<SipField> fields, InetAddress source) {
        return digest.judge(method, fields, source);
    }

    /** Whether requests from this address are taken without credentials; counts nothing. */
    public boolean trusts(InetAddress source) {
        return peers.contain(source);
    }

    /** Takes note that requests are sent to this address. */
    public void sendTo(InetAddress hop) {
        peers.sendTo(hop);
    }

    /** A dialog begins: requests with that To tag, which has been made for it and cannot be guessed, are taken from anywhere. */
    void addDialog(String tag) {
        dialogs.add(tag);
    }

    /** A dialog has ended. */
    void removeDialog(String tag) {
        dialogs.remove(tag);
    }

    /** Whether a tag is that of a dialog; {@code null} is none. */
    public boolean hasDialog(String tag) {
        return tag != null && dialogs.contains(tag);
    }
}
