package org.mailiwf.sip;

import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;

/** How requests and responses travel: the options of the component that are not about security. */
public abstract class SipTransportOptions extends DefaultComponent {

    @Metadata(defaultValue = "udp:127.0.0.1:5060,tcp:127.0.0.1:5060",
              description = "The listening points of the stack, separated by commas: udp:, tcp: or tls:ADDRESS:PORT. Port 0 takes a"
                            + " free port. Requests leave from the first one of their transport, whose address becomes the Via.")
    private String listen = "udp:127.0.0.1:5060,tcp:127.0.0.1:5060";
    @Metadata(defaultValue = "16", label = "advanced",
              description = "How many threads run routes: for requests that came in, and what follows on a response. They end when idle.")
    private int threads = 16;
    @Metadata(defaultValue = "500", label = "advanced",
              description = "T1 of RFC 3261 in milliseconds, the estimate of the round-trip time. A request is given up after 64 times T1.")
    private int t1 = 500;
    @Metadata(defaultValue = "4000", label = "advanced",
              description = "T2 of RFC 3261 in milliseconds, the longest interval between two retransmissions.")
    private int t2 = 4000;
    @Metadata(defaultValue = "3000", label = "advanced",
              description = "How long to wait for a TCP connection, and as long again for a TLS handshake, in milliseconds.")
    private int connectTimeout = 3000;
    @Metadata(defaultValue = "20000", label = "advanced",
              description = "How many requests may wait for their final response, in each direction. Beyond, a request to send ends at once"
                            + " with 503 and the failure TRANSPORT, and a request that came in is answered 503 with Retry-After.")
    private int maxTransactions = 20000;
    @Metadata(defaultValue = "5000", label = "advanced",
              description = "How many sessions there may be that INVITE begins, both ways together, those included that are being set up."
                            + " Beyond, an INVITE to send ends at once with 503 and the failure TRANSPORT, and one that came in is answered"
                            + " 503 with Retry-After.")
    private int maxCalls = 5000;
    @Metadata(defaultValue = "65535", label = "advanced",
              description = "The largest message that is read, in octets, at least 4096. A connection that brings a larger one is closed.")
    private int maxMessageSize = 65535;
    @Metadata(defaultValue = "30s", javaType = "java.time.Duration",
              description = "How long a next hop that failed gets no request while another lives. A 503 with Retry-After says it itself, up"
                            + " to five minutes.")
    private long hopRest = 30_000;
    @Metadata(defaultValue = "false", label = "advanced",
              description = "Whether the gateway is not ready while all next hops rest. By default that is only reported: a gateway without a"
                            + " next hop still answers.")
    private boolean nextHopReadiness;
    @Metadata(defaultValue = "0", javaType = "java.time.Duration",
              description = "How often the next hops of endpoints are asked by OPTIONS whether they live; any response but 503 says so. One"
                            + " that does not rests, and comes back when it has answered. 0: never; then it is a request that finds out.")
    private long nextHopPing;
    @Metadata(defaultValue = "90s", javaType = "java.time.Duration", label = "advanced",
              description = "How long a TCP or TLS connection to a next hop may be idle before it is pinged (RFC 5626 section 4.4.1). 0:"
                            + " never.")
    private long keepAlive = 90_000;
    @Metadata(description = "The User-Agent of requests. None when empty.")
    private String userAgent;

    public String getListen() {
        return listen;
    }

    public void setListen(String listen) {
        this.listen = listen;
    }

    public int getThreads() {
        return threads;
    }

    public void setThreads(int threads) {
        this.threads = threads;
    }

    public int getT1() {
        return t1;
    }

    public void setT1(int t1) {
        this.t1 = t1;
    }

    public int getT2() {
        return t2;
    }

    public void setT2(int t2) {
        this.t2 = t2;
    }

    public int getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(int connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public int getMaxTransactions() {
        return maxTransactions;
    }

    public void setMaxTransactions(int maxTransactions) {
        this.maxTransactions = maxTransactions;
    }

    public int getMaxCalls() {
        return maxCalls;
    }

    public void setMaxCalls(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public long getHopRest() {
        return hopRest;
    }

    public void setHopRest(long hopRest) {
        this.hopRest = hopRest;
    }

    public boolean isNextHopReadiness() {
        return nextHopReadiness;
    }

    public void setNextHopReadiness(boolean nextHopReadiness) {
        this.nextHopReadiness = nextHopReadiness;
    }

    public long getNextHopPing() {
        return nextHopPing;
    }

    public void setNextHopPing(long nextHopPing) {
        this.nextHopPing = nextHopPing;
    }

    public long getKeepAlive() {
        return keepAlive;
    }

    public void setKeepAlive(long keepAlive) {
        this.keepAlive = keepAlive;
    }

    public String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }
}
