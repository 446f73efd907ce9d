package org.mailiwf.msrp;

import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;

/** How MSRP travels: the options of the component. */
public abstract class MsrpConnectionOptions extends DefaultComponent {

    @Metadata(defaultValue = "tcp:127.0.0.1:2855",
              description = "Where MSRP connections are accepted: tcp:ADDRESS:PORT and tls:ADDRESS:PORT, separated by commas. Port 0 takes a free"
                            + " port. When empty nobody can connect to us: then we open every connection, and can receive only from those who"
                            + " let us.")
    private String listen = "tcp:127.0.0.1:2855";
    @Metadata(description = "The host by which others reach us, in the path and the c= line of our SDP: a name or an address. When empty the address"
                            + " of listen; needed where that is 0.0.0.0 or [::].")
    private String host;
    @Metadata(defaultValue = "sip", label = "advanced", description = "The name of the sip component that INVITEs go and come through.")
    private String sip = "sip";
    @Metadata(defaultValue = "65536", label = "advanced",
              description = "The octets of a message in one SEND, 2048 to 1048576. Each transfer holds so many in memory.")
    private int chunkSize = 65_536;
    @Metadata(defaultValue = "16", label = "advanced", description = "How many SEND requests of a message may wait for their response.")
    private int window = 16;
    @Metadata(defaultValue = "30s", javaType = "java.time.Duration", label = "advanced",
              description = "How long to wait for the response to a SEND (RFC 4975 section 7.1.1), and for the far side to read.")
    private long responseTimeout = 30_000;
    @Metadata(defaultValue = "10s", javaType = "java.time.Duration", label = "advanced",
              description = "How long to wait for REPORTs of success after the last response, where they are asked for.")
    private long reportTimeout = 10_000;
    @Metadata(defaultValue = "10s", javaType = "java.time.Duration", label = "advanced",
              description = "How long to wait for a connection, ours or that of the far side, and its TLS handshake.")
    private long connectTimeout = 10_000;
    @Metadata(defaultValue = "2m", javaType = "java.time.Duration", label = "advanced",
              description = "After how long a connection is closed on which nothing happens.")
    private long idleTimeout = 120_000;
    @Metadata(defaultValue = "1000", label = "advanced",
              description = "How many sessions there may be at a time, both ways together, and how many connections. Beyond, a message to send"
                            + " ends with 503 and the failure TRANSPORT, and an INVITE is answered 480.")
    private int maxSessions = 1000;
    @Metadata(label = "producer", defaultValue = "IETF",
              description = "How SDP offers describe us: IETF (RFC 6135 and RFC 6714) or IMS24247 (3GPP TS 24.247).")
    private SdpProfile sdpProfile = SdpProfile.IETF;
    @Metadata(label = "producer", defaultValue = "false",
              description = "Whether to ask for REPORTs of success and to wait for them, for the reportTimeout at most; without them the responses"
                            + " count (RFC 4975 section 7.1.2).")
    private boolean successReport;
    @Metadata(label = "consumer,advanced",
              description = "The directory for received messages that are larger than the spoolThreshold. The system's directory for temporary"
                            + " files when empty.")
    private String spoolDirectory;
    @Metadata(defaultValue = "65536", label = "consumer,advanced", description = "The octets of a received message that are kept in memory.")
    private int spoolThreshold = 65_536;
    @Metadata(label = "security",
              description = "Our key and certificates for msrps: a file in PEM (certificates, ours first, and a PKCS#8 key) or PKCS#12. Read"
                            + " again when it has changed.")
    private String tlsKeyStore;
    @Metadata(label = "security", secret = true, description = "The password of the key in tlsKeyStore.")
    private String tlsKeyStorePassword;
    @Metadata(label = "security",
              description = "The authorities that are trusted where the SDP of the far side names no fingerprint: a file in PEM or PKCS#12."
                            + " When empty those that Java trusts.")
    private String tlsTrustStore;
    @Metadata(label = "security", secret = true, description = "The password of a tlsTrustStore in PKCS#12.")
    private String tlsTrustStorePassword;

    public String getListen() {
        return listen;
    }

    public void setListen(String listen) {
        this.listen = listen;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public String getSip() {
        return sip;
    }

    public void setSip(String sip) {
        this.sip = sip;
    }

    public int getChunkSize() {
        return chunkSize;
    }

    public void setChunkSize(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    public int getWindow() {
        return window;
    }

    public void setWindow(int window) {
        this.window = window;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getReportTimeout() {
        return reportTimeout;
    }

    public void setReportTimeout(long reportTimeout) {
        this.reportTimeout = reportTimeout;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public int getMaxSessions() {
        return maxSessions;
    }

    public void setMaxSessions(int maxSessions) {
        this.maxSessions = maxSessions;
    }

    public SdpProfile getSdpProfile() {
        return sdpProfile;
    }

    public void setSdpProfile(SdpProfile sdpProfile) {
        this.sdpProfile = sdpProfile;
    }

    public boolean isSuccessReport() {
        return successReport;
    }

    public void setSuccessReport(boolean successReport) {
        this.successReport = successReport;
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public int getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(int spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public String getTlsKeyStore() {
        return tlsKeyStore;
    }

    public void setTlsKeyStore(String tlsKeyStore) {
        this.tlsKeyStore = tlsKeyStore;
    }

    public String getTlsKeyStorePassword() {
        return tlsKeyStorePassword;
    }

    public void setTlsKeyStorePassword(String tlsKeyStorePassword) {
        this.tlsKeyStorePassword = tlsKeyStorePassword;
    }

    public String getTlsTrustStore() {
        return tlsTrustStore;
    }

    public void setTlsTrustStore(String tlsTrustStore) {
        this.tlsTrustStore = tlsTrustStore;
    }

    public String getTlsTrustStorePassword() {
        return tlsTrustStorePassword;
    }

    public void setTlsTrustStorePassword(String tlsTrustStorePassword) {
        this.tlsTrustStorePassword = tlsTrustStorePassword;
    }
}
