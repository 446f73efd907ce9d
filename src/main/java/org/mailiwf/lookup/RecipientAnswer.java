package org.mailiwf.lookup;

import java.util.Collection;
import java.util.List;

import org.apache.camel.Exchange;

/**
 * What the sources of recipients say to one address.
 *
 * @param outcome which kind of answer
 * @param sipUris what was found, several for a group; empty unless the outcome is {@link Outcome#FOUND}
 * @param source  the source that decided, as in {@code iwf.recipients.order}; {@code null} if none did
 */
public record RecipientAnswer(Outcome outcome, List<String> sipUris, String source) {

    /** The exchange property in which a source leaves what it found: a SIP URI, or a list of them. */
    public static final String SIP_URIS = "sipUris";

    /** The exchange property that a source sets to {@code true} when it cannot say. */
    public static final String TROUBLE = "recipientTrouble";

    /** The kinds of answers. */
    public enum Outcome {
        FOUND, GROUP, UNKNOWN, TROUBLE
    }

    public RecipientAnswer {
        sipUris = List.copyOf(sipUris);
    }

    /** What a source has left on the exchange. */
    static RecipientAnswer of(Exchange exchange, String source) {
        if (Boolean.TRUE.equals(exchange.getProperty(TROUBLE, Boolean.class))) {
            return new RecipientAnswer(Outcome.TROUBLE, List.of(), source);
        }
        List<String> uris = sipUris(exchange.getProperty(SIP_URIS));
        Outcome outcome = uris.isEmpty() ? Outcome.UNKNOWN : uris.size() == 1 ? Outcome.FOUND : Outcome.GROUP;
        return new RecipientAnswer(outcome, uris, uris.isEmpty() ? null : source);
    }

    private static List<String> sipUris(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> several ? several.stream().map(Object::toString).toList() : List.of(value.toString());
    }
}
