package org.mailiwf.lookup;

import java.util.Locale;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;

/**
 * The bean {@code sqlParameters}: what a query may ask for as {@code :#address}, {@code :#local} and {@code :#domain}, all in lower case
 * and the domain in A-labels.
 */
@Metadata(label = "bean", description = "Makes of the body, a mail address, the parameters :#address, :#local and :#domain of a query.")
public class SqlParameters implements Processor {

    /** The body, a mail address, becomes the parameters. */
    @Override
    public void process(Exchange exchange) {
        String address = exchange.getMessage().getBody(String.class);
        int at = address.lastIndexOf('@');
        String given = address.substring(at + 1);
        String host = at < 0 ? "" : HostName.canonical(given);
        String domain = (host == null ? given : host).toLowerCase(Locale.ROOT);
        String local = (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
        exchange.getMessage().setBody(Map.of("address", at < 0 ? local : local + "@" + domain, "local", local, "domain", domain));
    }
}
