package org.mailiwf.lookup;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;

/**
 * The bean {@code recipientFilter}: the search filter for a recipient (RFC 4515), from a template with {@code {address}}, {@code {local}}
 * and {@code {domain}}, in which everything is escaped that could end the value.
 */
@Metadata(label = "bean",
          description = "Makes of the body, a mail address, the search filter for a recipient (RFC 4515), in which everything is"
                        + " escaped that could end the value.")
public class DirectoryFilter implements Processor {

    private static final String KEY = "iwf.recipients.ldap.filter";
    private static final String ALLOWED = "a filter in parentheses with {address} or {local} in it, such as (mail={address})";

    @Metadata(defaultValue = "(mail={address})", description = "The filter in parentheses, with {address} or {local} in it, and {domain}.")
    private String filter = "(mail={address})";

    /** @throws IllegalArgumentException if it is no filter, or asks the same for all recipients */
    public void setFilter(String filter) {
        boolean asks = filter.contains("{address}") || filter.contains("{local}");
        if (!asks || !filter.startsWith("(") || !filter.endsWith(")")) {
            throw new IllegalArgumentException(KEY + ": '" + filter + "' is not allowed; allowed: " + ALLOWED);
        }
        this.filter = filter;
    }

    /** The body, a mail address, becomes the filter. */
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(filterFor(exchange.getMessage().getBody(String.class)));
    }

    String filterFor(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        String domain = address.substring(at + 1);
        StringBuilder out = new StringBuilder(filter.length() + 64);
        for (int i = 0; i < filter.length();) {
            if (filter.startsWith("{address}", i)) {
                out.append(escaped(address));
                i += "{address}".length();
            } else if (filter.startsWith("{local}", i)) {
                out.append(escaped(local));
                i += "{local}".length();
            } else if (filter.startsWith("{domain}", i)) {
                out.append(escaped(domain));
                i += "{domain}".length();
            } else {
                out.append(filter.charAt(i++));
            }
        }
        return out.toString();
    }

    /** Every octet that is not a letter, a digit or harmless, as {@code \XX} (RFC 4515 section 3). */
    private static String escaped(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "@.-_+".indexOf(c) >= 0;
            out.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "\\%02x", c));
        }
        return out.toString();
    }
}
