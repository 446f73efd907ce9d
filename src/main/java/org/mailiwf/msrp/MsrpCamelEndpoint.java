package org.mailiwf.msrp;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Send and receive messages of any size over MSRP, one in each session, with the answers to INVITE and to the last chunk as the outcome.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "msrp", title = "MSRP", syntax = "msrp:name", remote = true,
             category = { Category.CHAT, Category.MESSAGING }, headersClass = MsrpConstants.class)
public class MsrpCamelEndpoint extends DefaultEndpoint {

    @UriPath(defaultValue = "message", description = "A name for the endpoint, which means nothing.")
    @Metadata(required = false)
    private String name = "message";
    @UriParam(defaultValue = "message/cpim",
              description = "The media types of a=accept-types, separated by spaces; * for any. Consumer: another Content-Type is refused with"
                            + " 415.")
    private String acceptTypes = "message/cpim";
    @UriParam(defaultValue = "*", description = "The media types of a=accept-wrapped-types, separated by spaces. None when empty.")
    private String acceptWrappedTypes = "*";
    @UriParam(label = "producer",
              description = "Where to send INVITEs: as the option nextHop of the sip component. When empty the Request-URI says where.")
    private String nextHop;
    @UriParam(label = "producer", defaultValue = "5m", javaType = "java.time.Duration",
              description = "The longest time for session and transfer together.")
    private long timeout = 300_000;
    @UriParam(label = "producer", defaultValue = "60s", javaType = "java.time.Duration",
              description = "How long the far side may ring before the INVITE is taken back with CANCEL.")
    private long answerTimeout = 60_000;
    @UriParam(label = "producer", defaultValue = "1300",
              description = "An INVITE over this many octets that would go over UDP goes over TCP (RFC 3261 section 18.1.1). 0: never.")
    private int tcpAbove = 1300;
    @UriParam(label = "producer,security",
              description = "The hosts that a Contact of a 3xx response may name, separated by commas; * for any. When empty a 3xx is the outcome.")
    private String redirectDomains;
    @UriParam(label = "producer", defaultValue = "70", description = "Max-Forwards of INVITEs, 0 to 255.")
    private int maxForwards = 70;
    @UriParam(label = "producer",
              description = "The parameters of our Contact, such as ;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.largemsg\".")
    private String contactParameters;
    @UriParam(label = "producer,security", defaultValue = "false",
              description = "Whether messages go by TLS: msrps, with the fingerprint of our certificate in the SDP.")
    private boolean secure;
    @UriParam(label = "consumer",
              description = "SIP listening points, as in the option listen of the sip component, whose INVITEs this consumer takes. When empty"
                            + " those that come to the sip component's own.")
    private String listen;
    @UriParam(label = "consumer", defaultValue = "104857600",
              description = "a=max-size, the largest message that is taken, in octets; a larger one is refused with 413.")
    private long maxSize = 104_857_600;
    @UriParam(label = "consumer", defaultValue = "50",
              description = "How many sessions are taken at a time; beyond, an INVITE is answered 480 with Retry-After.")
    private int maxIncoming = 50;
    @UriParam(label = "consumer", defaultValue = "10m", javaType = "java.time.Duration",
              description = "The longest time for a session that came in; then it is ended with BYE.")
    private long maxDuration = 600_000;

    /**
     * @param uri       the endpoint's URI
     * @param component the component, whose listening points it uses
     */
    public MsrpCamelEndpoint(String uri, MsrpComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new MsrpProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        MsrpConsumer consumer = new MsrpConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public MsrpComponent getComponent() {
        return (MsrpComponent) super.getComponent();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getAcceptTypes() {
        return acceptTypes;
    }

    public void setAcceptTypes(String acceptTypes) {
        this.acceptTypes = acceptTypes;
    }

    public String getAcceptWrappedTypes() {
        return acceptWrappedTypes;
    }

    public void setAcceptWrappedTypes(String acceptWrappedTypes) {
        this.acceptWrappedTypes = acceptWrappedTypes;
    }

    public String getNextHop() {
        return nextHop;
    }

    public void setNextHop(String nextHop) {
        this.nextHop = nextHop;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public long getAnswerTimeout() {
        return answerTimeout;
    }

    public void setAnswerTimeout(long answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    public int getTcpAbove() {
        return tcpAbove;
    }

    public void setTcpAbove(int tcpAbove) {
        this.tcpAbove = tcpAbove;
    }

    public String getRedirectDomains() {
        return redirectDomains;
    }

    public void setRedirectDomains(String redirectDomains) {
        this.redirectDomains = redirectDomains;
    }

    public int getMaxForwards() {
        return maxForwards;
    }

    public void setMaxForwards(int maxForwards) {
        this.maxForwards = maxForwards;
    }

    public String getContactParameters() {
        return contactParameters;
    }

    public void setContactParameters(String contactParameters) {
        this.contactParameters = contactParameters;
    }

    public boolean isSecure() {
        return secure;
    }

    public void setSecure(boolean secure) {
        this.secure = secure;
    }

    public String getListen() {
        return listen;
    }

    public void setListen(String listen) {
        this.listen = listen;
    }

    public long getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(long maxSize) {
        this.maxSize = maxSize;
    }

    public int getMaxIncoming() {
        return maxIncoming;
    }

    public void setMaxIncoming(int maxIncoming) {
        this.maxIncoming = maxIncoming;
    }

    public long getMaxDuration() {
        return maxDuration;
    }

    public void setMaxDuration(long maxDuration) {
        this.maxDuration = maxDuration;
    }
}
