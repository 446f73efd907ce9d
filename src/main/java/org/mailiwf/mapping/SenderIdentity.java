package org.mailiwf.mapping;

import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.CpimAddress;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.Mailbox;

/**
 * The bean {@code identity}: what From and P-Asserted-Identity say about the sender.
 *
 * <p>From leads back to the gateway, for that is where answers and notifications go (RFC 3428 section 4, RFC 5438 section 12.1.3.1).
 * P-Asserted-Identity names a sender only if somebody has verified it (RFC 3325 section 9.1); a MAIL FROM alone anybody can write. An author
 * whose domain stands for him (SPF, DKIM, DMARC) is one.
 */
@Metadata(label = "bean", description = "Whom a message is from: the SIP From, the From of CPIM and P-Asserted-Identity.")
public class SenderIdentity implements Processor {

    /** The user part that stands for the null reverse-path. */
    static final String MAILER_DAEMON = "mailer-daemon";

    /** The user part by which the gateway asserts nobody but itself. */
    static final String GATEWAY_USER = "mail";

    /** What follows the name of a sender whom nothing has verified. */
    static final String UNVERIFIED_SUFFIX = " via e-mail";

    private static final String TEMPLATE = "iwf.from.template";
    private static final String ASSERTED_IDENTITY = "iwf.asserted-identity";

    /** The longest display name, in chars; what is longer is no name, and would fill the request. */
    private static final int MAX_NAME = 128;

    /** The exchange property with the author's address, set if the author's domain stands for him: SPF or DKIM passed in its name. */
    private static final String AUTHENTICATED_AUTHOR = "authenticatedAuthor";

    /** What looks like the sign of an address. */
    private static final String AT_SIGNS = "@\uff20\ufe6b";

    private enum Asserted {
        TRUSTED, ALWAYS, NEVER
    }

    /**
     * Whom a message is from.
     *
     * @param address     the mail address; empty for a null reverse-path
     * @param trusted     whether it is asserted
     * @param nameTrusted whether the name before it is believed too: a domain that stands for an address says nothing of that
     */
    private record Sender(String address, boolean trusted, boolean nameTrusted) {
    }

    @Metadata(javaType = "java.lang.String", defaultValue = "127.0.0.0/8,::1",
              description = "Addresses and CIDR blocks, separated by commas, of clients whose MAIL FROM is believed.")
    private final SenderTrust trustedNetworks = new SenderTrust();
    @Metadata(defaultValue = "localhost", description = "The SIP domain of the gateway, {iwf} in the template.")
    private volatile String domain = Setting.DEFAULT_DOMAIN;
    @Metadata(javaType = "java.lang.String", defaultValue = "sip:{local}%40{domain}@{iwf}",
              description = "The SIP URI of a sender, with {local}, {domain} and {iwf}.")
    private volatile SipUriTemplate template = SipUriTemplate.parse("sip:{local}%40{domain}@{iwf}");
    @Metadata(javaType = "java.lang.String", defaultValue = "trusted", enums = "trusted,always,never",
              description = "Whom P-Asserted-Identity names. trusted: the sender if he is believed, else the gateway. always: the"
                            + " sender. never: the gateway.")
    private volatile Asserted assertedIdentity = Asserted.TRUSTED;

    /** The gateway's own SIP domain; default {@code localhost}. */
    public void setDomain(String domain) {
        this.domain = Setting.domain(domain);
    }

    /** The {@link SipUriTemplate} of a sender's URI; default <code>sip:{local}%40{domain}@{iwf}</code>. */
    public void setTemplate(String template) {
        try {
            this.template = SipUriTemplate.parse(template.strip());
        } catch (IllegalArgumentException e) {
            throw Setting.wrong(TEMPLATE, template, e.getMessage());
        }
    }

    /** Addresses and CIDR blocks of clients whose MAIL FROM is believed; default: loopback; empty: none. */
    public void setTrustedNetworks(String trustedNetworks) {
        this.trustedNetworks.setTrustedNetworks(trustedNetworks);
    }

    /**
     * Whom P-Asserted-Identity names. {@code trusted}, the default: the sender if he is believed ({@link SenderTrust}), else the gateway. {@code always}: the
     * sender. {@code never}: the gateway.
     */
    public void setAssertedIdentity(String assertedIdentity) {
        this.assertedIdentity = switch (assertedIdentity.strip()) {
            case "trusted" -> Asserted.TRUSTED;
            case "always" -> Asserted.ALWAYS;
            case "never" -> Asserted.NEVER;
            default -> throw Setting.wrong(ASSERTED_IDENTITY, assertedIdentity, "trusted, always, never");
        };
    }

    /**
     * For a mail that was read, sets the exchange properties {@code senderFrom}, the SIP From: a name-addr (RFC 3261 section 20.20) without
     * tag, its display name always quoted; {@code senderCpimFrom}, the same name and URI, the name as a Formal-name (RFC 3862 section 4.1);
     * {@code senderAsserted}, P-Asserted-Identity: the sender's URI or the gateway's, in angle brackets, without a name.
     */
    @Override
    public void process(Exchange exchange) {
        Sender sender = sender(exchange);
        String name = displayName(exchange, sender);
        String uri = uri(sender);
        exchange.setProperty("senderFrom", nameAddr(name, uri));
        exchange.setProperty("senderCpimFrom", new CpimAddress(name, uri).toString());
        exchange.setProperty("senderAsserted", asserted(sender, uri));
    }

    /**
     * Of a client that is believed, and of one whom nobody knows, the sender is MAIL FROM. Between them is the author whose domain stands
     * for him: then it is he, if the From of the mail names him and nobody else.
     */
    private Sender sender(Exchange exchange) {
        String mailFrom = Envelope.mailFrom(exchange);
        if (trustedNetworks.trusted(exchange)) {
            return new Sender(mailFrom, true, true);
        }
        String author = exchange.getProperty(AUTHENTICATED_AUTHOR, String.class);
        if (author != null && !mailFrom.isEmpty()) {
            MailHeader header = Envelope.mailHeader(exchange);
            List<Mailbox> from = header.mailboxes("From");
            if (header.count("From") == 1 && from.size() == 1 && from.get(0).address().equals(author)) {
                return new Sender(author, true, false);
            }
        }
        return new Sender(mailFrom, false, false);
    }

    private static String nameAddr(String name, String uri) {
        return name.isEmpty() ? "<" + uri + ">" : quoted(name) + " <" + uri + ">";
    }

    private String asserted(Sender sender, String senderUri) {
        boolean named = !sender.address().isEmpty() && switch (assertedIdentity) {
            case TRUSTED -> sender.trusted();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        return "<" + (named ? senderUri : "sip:" + GATEWAY_USER + "@" + domain) + ">";
    }

    private String uri(Sender sender) {
        if (sender.address().isEmpty()) {
            return "sip:" + MAILER_DAEMON + "@" + domain;
        }
        MailAddress address = MailAddress.parse(sender.address());
        return template.expand(address.local(), address.domain().isEmpty() ? domain : address.domain(), domain);
    }

    /**
     * The name in the mail's From, if that From is one mailbox and the very address of the sender; anybody else's name would be a lie. So
     * would another's address that stands in for a name.
     */
    private String displayName(Exchange exchange, Sender sender) {
        if (sender.address().isEmpty()) {
            return "";
        }
        MailHeader header = Envelope.mailHeader(exchange);
        List<Mailbox> from = header.mailboxes("From");
        if (from.size() != 1 || !MailAddress.same(from.get(0).address(), sender.address())) {
            return "";
        }
        String name = OneLine.of(from.get(0).name(), MAX_NAME);
        if (!sender.nameTrusted() && name.chars().anyMatch(c -> AT_SIGNS.indexOf(c) >= 0) && !name.equalsIgnoreCase(sender.address())) {
            return "";
        }
        return name.isEmpty() || sender.trusted() ? name : name + UNVERIFIED_SUFFIX;
    }

    /** A quoted-string (RFC 3261 section 25.1). */
    private static String quoted(String name) {
        StringBuilder out = new StringBuilder(name.length() + 8).append('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }
}
