package org.mailiwf.smtpd;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** The options of an endpoint; those of the component are the defaults of its endpoints. */
@UriParams
public class SmtpdConfiguration extends SmtpdSecurityConfiguration implements Cloneable {

    @UriPath(defaultValue = "127.0.0.1",
             description = "The address to listen on, or a host name that resolves to it; 0.0.0.0 for all interfaces.")
    private String host = "127.0.0.1";
    @UriPath(defaultValue = "2525", description = "The TCP port to listen on; 0 takes a free one, which the component can tell.")
    private int port = 2525;

    @UriParam(label = "consumer",
              description = "The name that the server gives in its greeting, in the reply to EHLO and in the Received field. The name"
                            + " of the local host when it is not set.")
    private String hostname;
    @UriParam(label = "consumer", defaultValue = "ready",
              description = "The text of the greeting, behind the host name and the word ESMTP.")
    private String banner = "ready";
    @UriParam(label = "consumer",
              description = "The endpoint that is asked about every MAIL command, such as direct:sender-verification. The body is the"
                            + " reverse-path; the reply headers that the route sets become the reply. Every sender is accepted when it is"
                            + " not set.")
    private String onMail;
    @UriParam(label = "consumer",
              description = "The endpoint that is asked about every RCPT command, such as direct:recipient-lookup. The body is the"
                            + " forward-path; the reply headers that the route sets become the reply, and the body that it leaves is"
                            + " kept as what the recipient resolved to. Every recipient is accepted when it is not set.")
    private String onRcpt;
    @UriParam(label = "consumer", defaultValue = "true",
              description = "Whether the header fields of the mail become message headers by their own names, decoded. A field that occurs"
                            + " more than once becomes a list in the order of the mail.")
    private boolean mailHeaders = true;
    @UriParam(label = "consumer,advanced", defaultValue = "true",
              description = "Whether a mail is taken (250) when its route has come to an end without a reply. When not, it is answered 451"
                            + " 4.3.0: for routes that set a reply in any case, so that one who hands mails over to other threads, behind"
                            + " the reply's back, loses none.")
    private boolean acceptByDefault = true;

    @UriParam(label = "consumer,limits", defaultValue = "10485760",
              description = "The largest mail that is taken, in octets: refused at MAIL when SIZE= says that it is larger, or else after"
                            + " its end. 0 is no limit.")
    private long maxMessageSize = 10_485_760;
    @UriParam(label = "consumer,limits", defaultValue = "65536",
              description = "The largest header section of a mail that is taken, in octets.")
    private int headerMaxOctets = 65_536;
    @UriParam(label = "consumer,limits", defaultValue = "100",
              description = "How many recipients a mail may have; further RCPT commands get 452. RFC 5321 asks for at least 100.")
    private int maxRecipients = 100;
    @UriParam(label = "consumer,limits", defaultValue = "1000",
              description = "How many connections may be open at once; further clients get 421.")
    private int maxConnections = 1000;
    @UriParam(label = "consumer,limits", defaultValue = "5m", javaType = "java.time.Duration",
              description = "How long to wait for the next command, or the next data, of a client before the connection is closed with"
                            + " 421.")
    private long idleTimeout = 300_000;
    @UriParam(label = "consumer,limits", defaultValue = "60",
              description = "The least time in seconds that BY= may give with the mode R; it stands behind DELIVERBY in the reply to EHLO.")
    private int deliverByMin = 60;

    @UriParam(label = "consumer,advanced",
              description = "Proxies whose connections begin with a PROXY protocol header, version 1 or 2, that names the true client:"
                            + " addresses or CIDR blocks, comma separated. They must send it; from others it is an error.")
    private String proxyProtocolNetworks;
    @UriParam(label = "consumer,advanced", defaultValue = "65536",
              description = "From how many octets on a mail lies in a file of the spool directory instead of in memory.")
    private int spoolThreshold = 65_536;
    @UriParam(label = "consumer,advanced",
              description = "The directory for mails that are too large for memory; made when it is not there. The directory for temporary"
                            + " files of the JVM when it is not set.")
    private String spoolDirectory;

    /** The same options, which can be changed by themselves. */
    SmtpdConfiguration copy() {
        try {
            return (SmtpdConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public String getHostname() {
        return hostname;
    }

    public void setHostname(String hostname) {
        this.hostname = hostname;
    }

    public String getBanner() {
        return banner;
    }

    public void setBanner(String banner) {
        this.banner = banner;
    }

    public String getOnMail() {
        return onMail;
    }

    public void setOnMail(String onMail) {
        this.onMail = onMail;
    }

    public String getOnRcpt() {
        return onRcpt;
    }

    public void setOnRcpt(String onRcpt) {
        this.onRcpt = onRcpt;
    }

    public boolean isMailHeaders() {
        return mailHeaders;
    }

    public void setMailHeaders(boolean mailHeaders) {
        this.mailHeaders = mailHeaders;
    }

    public boolean isAcceptByDefault() {
        return acceptByDefault;
    }

    public void setAcceptByDefault(boolean acceptByDefault) {
        this.acceptByDefault = acceptByDefault;
    }

    public long getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(long maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public int getHeaderMaxOctets() {
        return headerMaxOctets;
    }

    public void setHeaderMaxOctets(int headerMaxOctets) {
        this.headerMaxOctets = headerMaxOctets;
    }

    public int getMaxRecipients() {
        return maxRecipients;
    }

    public void setMaxRecipients(int maxRecipients) {
        this.maxRecipients = maxRecipients;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public int getDeliverByMin() {
        return deliverByMin;
    }

    public void setDeliverByMin(int deliverByMin) {
        this.deliverByMin = deliverByMin;
    }

    public String getProxyProtocolNetworks() {
        return proxyProtocolNetworks;
    }

    public void setProxyProtocolNetworks(String proxyProtocolNetworks) {
        this.proxyProtocolNetworks = proxyProtocolNetworks;
    }

    public int getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(int spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }
}
