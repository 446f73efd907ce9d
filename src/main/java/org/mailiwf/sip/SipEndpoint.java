package org.mailiwf.sip;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.SynchronousDelegateProducer;

/**
 * Send and receive SIP requests, above all MESSAGE, with the final response as the outcome.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "sip,sips", title = "SIP", syntax = "sip:method", remote = true,
             category = { Category.CHAT, Category.MESSAGING }, headersClass = SipConstants.class)
public class SipEndpoint extends DefaultEndpoint {

    @UriPath(defaultValue = "MESSAGE",
             description = "The request method. Producer: sent unless the exchange names another. Consumer: the only one that is taken.")
    @Metadata(required = false)
    private String method = "MESSAGE";
    @UriParam(label = "producer",
              description = "Where to send requests: a SIP URI such as sip:core.op.example:5060;transport=tcp, or several separated by"
                            + " commas, of which the next is asked when one answers 503, cannot be reached or is silent. With the parameter"
                            + " lr it is also written as Route. When empty, host, port and transport of the Request-URI say where.")
    private String nextHop;
    @UriParam(label = "producer", defaultValue = "45s", javaType = "java.time.Duration",
              description = "The longest time for the whole request, all attempts together. RFC 3261 ends each after 64 times T1, that is 32"
                            + " seconds.")
    private long timeout = 45_000;
    @UriParam(label = "producer", defaultValue = "1300",
              description = "A request over this many octets that would go over UDP goes over TCP to the same host and port, and over UDP only"
                            + " where no TCP connection can be made (RFC 3261 section 18.1.1). 0: never.")
    private int tcpAbove = 1300;
    @UriParam(label = "producer", defaultValue = "true",
              description = "Whether a MESSAGE waits while another one to the same URI is under way (RFC 3428 section 8), in the order of"
                            + " their coming, for half of the timeout at most.")
    private boolean oneAtATime = true;
    @UriParam(label = "producer,advanced",
              description = "Whether the calling thread waits for the outcome and goes on with it, which is cheaper than another one where"
                            + " it has nothing else to do. Otherwise the thread is free, and one of the component goes on.")
    private boolean synchronous;
    @UriParam(label = "producer,security",
              description = "The hosts that a Contact of a 3xx response may name, separated by commas; * for any. The request then goes to"
                            + " that Contact, through the same next hop. When empty a 3xx is the outcome.")
    private String redirectDomains;
    @UriParam(label = "producer", defaultValue = "70", description = "Max-Forwards of requests, 0 to 255.")
    private int maxForwards = 70;
    @UriParam(label = "consumer",
              description = "Further listening points, as in the option listen of the component, on which this consumer alone takes"
                            + " requests. When empty it takes those that come to the component's own.")
    private String listen;

    /**
     * @param uri       the endpoint's URI
     * @param component the component, whose stack it uses
     */
    public SipEndpoint(String uri, SipComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        SipProducer producer = new SipProducer(this);
        return isSynchronous() ? new SynchronousDelegateProducer(producer) : producer;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SipConsumer consumer = new SipConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public SipComponent getComponent() {
        return (SipComponent) super.getComponent();
    }

    /** Whether the scheme is sips: TLS and nothing else. */
    boolean isSecure() {
        return getEndpointUri().startsWith("sips:");
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
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

    public int getTcpAbove() {
        return tcpAbove;
    }

    public void setTcpAbove(int tcpAbove) {
        this.tcpAbove = tcpAbove;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }

    public boolean isOneAtATime() {
        return oneAtATime;
    }

    public void setOneAtATime(boolean oneAtATime) {
        this.oneAtATime = oneAtATime;
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

    public String getListen() {
        return listen;
    }

    public void setListen(String listen) {
        this.listen = listen;
    }
}
