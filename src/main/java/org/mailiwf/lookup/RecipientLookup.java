package org.mailiwf.lookup;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Metadata;
import org.apache.camel.util.TimeUtils;
import org.mailiwf.cpim.HostName;
import org.mailiwf.lookup.RecipientAnswer.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code recipientLookup}: asks the route of the sources, and remembers what it says: 10000 addresses that were found, and apart
 * from them 10000 that were not. Of several sessions that ask for one address at a time one asks the sources, the others wait for it.
 */
@Metadata(label = "bean", description = "Asks the route of the sources for the SIP URIs of a recipient, and remembers what it says.")
public class RecipientLookup implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(RecipientLookup.class);

    private static final int MAX_ANSWERS = 10_000;
    /** How long trouble is remembered, so that a source that is down is not asked by every session. */
    private static final long TROUBLE_MILLIS = 2_000;
    /** How long a session waits for another that asks. */
    private static final long WAIT_SECONDS = 60;

    private final OnceCache<String, RecipientAnswer> found = new OnceCache<>(MAX_ANSWERS, answer -> foundMillis());
    private final OnceCache<String, RecipientAnswer> absent = new OnceCache<>(MAX_ANSWERS, this::absentMillis);
    @Metadata(javaType = "java.lang.String", defaultValue = "5m",
              description = "How long an address that was found is remembered, a duration. 0: not at all.")
    private volatile long cacheTime = TimeUnit.MINUTES.toMillis(5);
    @Metadata(javaType = "java.lang.String", defaultValue = "30s",
              description = "How long an address that was not found is remembered, a duration. 0: not at all.")
    private volatile long unknownTime = TimeUnit.SECONDS.toMillis(30);
    @Metadata(required = true, description = "The endpoint of the route that asks the sources.")
    private volatile String sources;
    @Metadata(description = "The alias file; when it changes all that is remembered is forgotten.")
    private volatile AliasFile aliases;
    private volatile Map<?, ?> aliasesSeen;
    private CamelContext camelContext;
    private volatile Endpoint endpoint;
    private volatile ProducerTemplate template;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** The endpoint of the route that asks the sources; it leaves a {@link RecipientAnswer} in the property {@code recipientAnswer}. */
    public void setSources(String sources) {
        this.sources = sources;
    }

    /** When this file changes all that is remembered is forgotten. */
    public void setAliases(AliasFile aliases) {
        this.aliases = aliases;
        this.aliasesSeen = aliases.current();
    }

    /** How long an address that was found is remembered, a duration; {@code 0}: not at all. */
    public void setCacheTime(String duration) {
        cacheTime = millis("iwf.recipients.cache-time", duration);
    }

    /** How long an address that was not found is remembered, a duration; {@code 0}: not at all. */
    public void setUnknownTime(String duration) {
        unknownTime = millis("iwf.recipients.unknown-time", duration);
    }

    private static long millis(String key, String duration) {
        try {
            long millis = TimeUtils.toMilliSeconds(duration);
            if (millis >= 0) {
                return millis;
            }
        } catch (RuntimeException e) {
            LOG.debug("{} is no duration", duration, e);
        }
        throw new IllegalArgumentException(key + ": '" + duration + "' is not allowed; allowed: a duration such as 5m, or 0");
    }

    private long foundMillis() {
        return cacheTime;
    }

    private long absentMillis(RecipientAnswer answer) {
        return switch (answer.outcome()) {
            case FOUND, GROUP -> 0;
            case UNKNOWN -> unknownTime;
            case TROUBLE -> TROUBLE_MILLIS;
        };
    }

    /**
     * At RCPT, where the body is the address, and the property {@code served} says whether its domain is ours: sets the properties
     * {@code recipientOutcome} (the name of an {@link Outcome}), {@code sipUris}, {@code recipientUri} if there is just one, and
     * {@code recipientSource}.
     */
    @Override
    public void process(Exchange exchange) throws InterruptedException {
        forgetOldAliases();
        String address = exchange.getMessage().getBody(String.class);
        String key = key(address);
        RecipientAnswer answer = found.peek(key);
        if (answer == null) {
            answer = await(key, absent.get(key, () -> CompletableFuture.completedFuture(ask(exchange, key, address))));
        }
        exchange.setProperty("recipientOutcome", answer.outcome().name());
        exchange.setProperty(RecipientAnswer.SIP_URIS, answer.sipUris());
        if (answer.outcome() == Outcome.FOUND) {
            exchange.setProperty("recipientUri", answer.sipUris().get(0));
        }
        if (answer.source() != null) {
            exchange.setProperty("recipientSource", answer.source());
        }
    }

    private void forgetOldAliases() {
        if (aliases != null && aliases.current() != aliasesSeen) {
            aliasesSeen = aliases.current();
            found.clear();
            absent.clear();
        }
    }

    private RecipientAnswer ask(Exchange exchange, String key, String address) {
        if (template == null) {
            start();
        }
        template.send(endpoint, exchange);
        exchange.getMessage().setBody(address);
        RecipientAnswer answer = exchange.removeProperty("recipientAnswer") instanceof RecipientAnswer given ? given : null;
        if (exchange.getException() != null || answer == null) {
            LOG.error("The sources could not be asked for {}", key, exchange.getException());
            exchange.setException(null);
            answer = new RecipientAnswer(Outcome.TROUBLE, List.of(), null);
        }
        if (!answer.sipUris().isEmpty()) {
            found.put(key, answer);
        }
        return answer;
    }

    private synchronized void start() {
        if (template == null) {
            endpoint = camelContext.getEndpoint(sources);
            template = camelContext.createProducerTemplate(2);
        }
    }

    private static RecipientAnswer await(String key, CompletableFuture<RecipientAnswer> answer) throws InterruptedException {
        try {
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Another session has been asking for {} for {} s", key, WAIT_SECONDS);
            return new RecipientAnswer(Outcome.TROUBLE, List.of(), null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sources could not be asked for " + key, e.getCause());
        }
    }

    /** The domain in one form; not the local-part, which a template carries over as it is. */
    private static String key(String address) {
        int at = address.lastIndexOf('@');
        String host = at < 0 ? null : HostName.canonical(address.substring(at + 1));
        return host == null ? address : address.substring(0, at + 1) + host;
    }

    /** How many answers are kept. */
    public int size() {
        return found.size() + absent.size();
    }
}
