package org.mailiwf.verification;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.Metadata;
import org.mailiwf.lookup.DnsUser;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.RawHeader;
import org.mailiwf.verification.dkim.DkimCheck;
import org.mailiwf.verification.dkim.DkimResult;
import org.mailiwf.verification.dmarc.DmarcAnswer;
import org.mailiwf.verification.dmarc.DmarcCheck;
import org.mailiwf.verification.dmarc.DmarcPolicy;
import org.mailiwf.verification.spf.SpfAnswer;

/**
 * The bean {@code senderAuthentication}: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 9989) of a mail that was read, for a client whom
 * nobody trusts. The session waits meanwhile, no other does; {@link #setTimeout} bounds all questions to the DNS together.
 */
@Metadata(label = "bean", description = "SPF, DKIM and DMARC of a mail that was read.")
public class SenderAuthentication extends DnsUser implements Processor {

    /** The address of the author, if his domain stands for him; otherwise not set. */
    public static final String AUTHENTICATED_AUTHOR = "authenticatedAuthor";

    /** More than any mail may have that gets here. */
    private static final int MAX_HEADER = 256 * 1024;

    @Metadata(defaultValue = "localhost", description = "Our name in Authentication-Results, a host name.")
    private volatile String authservId = "localhost";
    @Metadata(javaType = "java.lang.String", defaultValue = "20s",
              description = "The most time that all questions to the DNS for one mail may take, a duration up to two minutes.")
    private volatile Duration timeout = Duration.ofSeconds(20);

    /** Our name in Authentication-Results: a host name, in any case; default {@code localhost}. */
    public void setAuthservId(String authservId) {
        this.authservId = ForeignResults.host(authservId);
    }

    /**
     * The most time that all questions to the DNS for one mail may take, a duration such as {@code 20s}, the default (RFC 7208 section 4.6.4
     * asks for as much at least), up to two minutes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void setTimeout(String timeout) {
        this.timeout = SenderSpf.timeout(timeout);
    }

    /**
     * For a mail that was read: sets the exchange properties {@code spf}, {@code dkim} and {@code dmarc} (results as text),
     * {@code dmarcDomain}, {@code dmarcDisposition} ({@code none}, {@code quarantine}, {@code reject} as the author's domain asks, or
     * {@code trouble} if the DNS could not say), {@value #AUTHENTICATED_AUTHOR}, and {@code authenticationResults}: the value of a field,
     * which is added to the header {@code Authentication-Results} too.
     *
     * @throws IOException          if the mail cannot be read
     * @throws MailRefusedException if its header section is too long
     */
    @Override
    public void process(Exchange exchange) throws IOException, MailRefusedException {
        MailHeader header = exchange.getProperty("mail", Mail.class).header();
        MailAuthor author = MailAuthor.of(header);
        TimedDns dns = new TimedDns(dns(), timeout);
        DmarcCheck dmarc = new DmarcCheck(dns);
        author.domains().forEach(dmarc::prepare);
        List<DkimResult> dkim = header.count("DKIM-Signature") == 0 ? List.of() : dkim(exchange, dns, author.firstDomain());
        SpfAnswer spf = SenderSpf.check(exchange, dns);
        List<DmarcAnswer> answers = author.domains().isEmpty() ? List.of(DmarcAnswer.withoutDomain())
                : author.domains().stream().map(domain -> dmarc.of(domain, spf, dkim)).toList();
        DmarcAnswer decisive = decisive(answers);
        exchange.setProperty("spf", spf.result().toString());
        exchange.setProperty("dkim", summary(dkim));
        exchange.setProperty("dmarc", decisive.result().toString());
        exchange.setProperty("dmarcDomain", decisive.domain());
        exchange.setProperty("dmarcDisposition", disposition(decisive));
        exchange.setProperty(AUTHENTICATED_AUTHOR, author.address() != null && decisive.authenticated() ? author.address() : null);
        String results = AuthenticationResults.value(authservId, spf, dkim, answers);
        exchange.setProperty("authenticationResults", results);
        ForeignResults.add(exchange.getMessage(), authservId, results);
    }

    private static List<DkimResult> dkim(Exchange exchange, TimedDns dns, String author) throws IOException, MailRefusedException {
        InputStream mail = exchange.getMessage().getBody(InputStream.class);
        if (mail instanceof StreamCache cache) {
            cache.reset();
        }
        List<DkimResult> results = DkimCheck.of(dns, RawHeader.read(mail, MAX_HEADER), author, System.currentTimeMillis() / 1000);
        if (mail instanceof StreamCache cache) {
            cache.reset();
        }
        return results;
    }

    /** Of several authors the one whose domain is the strictest: a mail passes only if all of them do. */
    private static DmarcAnswer decisive(List<DmarcAnswer> answers) {
        DmarcAnswer worst = answers.get(0);
        for (DmarcAnswer each : answers) {
            worst = severity(each) > severity(worst) ? each : worst;
        }
        return worst;
    }

    private static int severity(DmarcAnswer answer) {
        return switch (disposition(answer)) {
            case "reject" -> 4;
            case "trouble" -> 3;
            case "quarantine" -> 2;
            default -> answer.authenticated() ? 0 : 1;
        };
    }

    private static String disposition(DmarcAnswer answer) {
        return switch (answer.result()) {
            case FAIL -> answer.policy().toString();
            case TEMPERROR -> answer.policy() == DmarcPolicy.NONE || answer.authenticated() ? "none" : "trouble";
            default -> "none";
        };
    }

    private static String summary(List<DkimResult> results) {
        return results.stream().anyMatch(DkimResult::isPass) ? DkimResult.Outcome.PASS.toString()
                : results.stream().map(each -> each.outcome().toString()).min((one, other) ->
                        Boolean.compare(other.equals("fail"), one.equals("fail"))).orElse("none");
    }
}
