package org.mailiwf.smtpd;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive mails by SMTP; what the route answers is the reply to the client.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "smtpd", title = "SMTP Server", syntax = "smtpd:host:port", consumerOnly = true,
             category = {Category.MAIL, Category.NETWORKING}, headersClass = SmtpConstants.class)
public class SmtpdEndpoint extends DefaultEndpoint {

    @UriParam
    private final SmtpdConfiguration configuration;

    public SmtpdEndpoint(String uri, SmtpdComponent component, SmtpdConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        // the client waits for the answer of the route, so every step of the route is to wait for its own
        setExchangePattern(ExchangePattern.InOut);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("smtpd receives mails; send them with the mail component");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SmtpdConsumer consumer = new SmtpdConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public SmtpdComponent getComponent() {
        return (SmtpdComponent) super.getComponent();
    }

    public SmtpdConfiguration getConfiguration() {
        return configuration;
    }
}
