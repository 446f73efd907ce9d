package org.mailiwf.smtpd;

import java.io.IOException;

import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.protocol.Stage;
import org.mailiwf.smtpd.server.MailHandler;
import org.mailiwf.smtpd.server.MailTransaction;
import org.mailiwf.smtpd.spool.SpooledMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks routes: one exchange for every MAIL, every RCPT and every mail. */
final class RouteMailHandler extends ServiceSupport implements MailHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RouteMailHandler.class);
    /** A mail that has passed this many servers is in a loop (RFC 5321 section 6.3 asks for at least 100). */
    private static final int MAX_RECEIVED = 100;
    /** What our own Received field may add to the header section. */
    private static final int OWN_FIELD = 2048;

    private final SmtpdConsumer consumer;
    private final SmtpdConfiguration configuration;
    private AsyncProcessorAwaitManager awaitManager;
    private AsyncProducer onMail;
    private AsyncProducer onRcpt;

    RouteMailHandler(SmtpdConsumer consumer, SmtpdConfiguration configuration) {
        this.consumer = consumer;
        this.configuration = configuration;
    }

    @Override
    protected void doStart() throws Exception {
        CamelContext context = consumer.getEndpoint().getCamelContext();
        awaitManager = PluginHelper.getAsyncProcessorAwaitManager(context);
        onMail = producer(context, configuration.getOnMail());
        onRcpt = producer(context, configuration.getOnRcpt());
        ServiceHelper.startService(onMail, onRcpt);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownServices(onMail, onRcpt);
    }

    private static AsyncProducer producer(CamelContext context, String uri) throws Exception {
        return uri == null || uri.isBlank() ? null : context.getEndpoint(uri).createAsyncProducer();
    }

    @Override
    public Decision mail(MailTransaction transaction) {
        if (onMail == null) {
            return Decision.of(Stage.MAIL.accepted(transaction.id()));
        }
        return ask(transaction, Stage.MAIL, exchange -> {
            exchange.getMessage().setBody(transaction.reversePath());
            awaitManager.process(onMail, exchange);
        });
    }

    @Override
    public Decision recipient(MailTransaction transaction, SmtpRecipient recipient) {
        if (onRcpt == null) {
            return Decision.of(Stage.RCPT.accepted(transaction.id()));
        }
        return ask(transaction, Stage.RCPT, exchange -> {
            exchange.getMessage().setBody(recipient.address());
            exchange.getMessage().setHeader(SmtpConstants.RECIPIENT, recipient);
            Envelope.putRecipients(transaction, exchange.getMessage());
            awaitManager.process(onRcpt, exchange);
        });
    }

    @Override
    public Decision message(MailTransaction transaction, SpooledMail mail) {
        try {
            MailHeader header = mail.readHeader(configuration.getHeaderMaxOctets() + OWN_FIELD);
            return header.count("Received") > MAX_RECEIVED ? Decision.of(Replies.LOOP) : message(transaction, header, mail);
        } catch (MailRefusedException e) {
            return Decision.of(new Reply(554, "5.6.0", e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.error("Mail {}: its header section cannot be read", transaction.id(), e);
            return Decision.of(Replies.GATEWAY_ERROR);
        }
    }

    private Decision message(MailTransaction transaction, MailHeader header, SpooledMail mail) {
        return ask(transaction, Stage.MESSAGE, exchange -> {
            Message message = exchange.getMessage();
            if (configuration.isMailHeaders()) {
                MailFields.put(header, message);
            }
            Envelope.putRecipients(transaction, message);
            if (transaction.recipients().size() == 1) {
                SmtpRecipient recipient = transaction.recipients().get(0);
                message.setHeader(SmtpConstants.RECIPIENT, recipient);
                message.setHeader(SmtpConstants.RESOLVED, recipient.resolved());
            }
            message.setBody(mail);
            awaitManager.process(consumer.getAsyncProcessor(), exchange);
        });
    }

    /** What is done with the exchange. */
    private interface Step {
        void with(Exchange exchange);
    }

    private Decision ask(MailTransaction transaction, Stage stage, Step step) {
        Exchange exchange = consumer.createExchange(false);
        try {
            Envelope.put(transaction, exchange.getMessage());
            step.with(exchange);
            return RouteAnswer.of(exchange, stage, transaction.id(), stage != Stage.MESSAGE || configuration.isAcceptByDefault());
        } catch (RuntimeException e) {
            LOG.error("Mail {}: the exchange could not be processed", transaction.id(), e);
            return Decision.of(Replies.GATEWAY_ERROR);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
