package org.mailiwf.lookup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.SearchResult;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.SipUri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code foundUris}: reads what a database or a directory answered, the body of the exchange: the first column of each row, the
 * values of all attributes of each entry. They must be SIP URIs: what else is there is a fault on our side, so that it is trouble.
 */
@Metadata(label = "bean", description = "Reads the SIP URIs that a database or a directory has answered, the body of the exchange.")
public class FoundUris implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(FoundUris.class);

    /** The largest group. */
    private static final int MAX_URIS = 1_000;

    /** Sets the property {@code sipUris} if there is something, or {@code recipientTrouble}. */
    @Override
    public void process(Exchange exchange) throws NamingException {
        List<String> uris = new ArrayList<>();
        if (exchange.getMessage().getBody() instanceof Collection<?> rows) {
            for (Object row : rows) {
                add(row, uris);
            }
        }
        for (String uri : uris) {
            if (!SipUri.isValid(uri)) {
                LOG.error("'{}' was found, allowed is {}", uri.replaceAll("\\p{Cntrl}", "?"), SipUri.ALLOWED);
                exchange.setProperty(RecipientAnswer.TROUBLE, true);
                return;
            }
        }
        if (!uris.isEmpty()) {
            exchange.setProperty(RecipientAnswer.SIP_URIS, uris.stream().distinct().limit(MAX_URIS).toList());
        }
    }

    private static void add(Object row, List<String> uris) throws NamingException {
        if (row instanceof Map<?, ?> columns) {
            columns.values().stream().limit(1).filter(value -> value != null).forEach(value -> uris.add(value.toString().strip()));
        } else if (row instanceof SearchResult entry) {
            NamingEnumeration<? extends Attribute> attributes = entry.getAttributes().getAll();
            while (attributes.hasMore()) {
                NamingEnumeration<?> values = attributes.next().getAll();
                while (values.hasMore()) {
                    uris.add(values.next().toString().strip());
                }
            }
        } else {
            throw new IllegalArgumentException("neither a row nor an entry: " + row);
        }
    }
}
