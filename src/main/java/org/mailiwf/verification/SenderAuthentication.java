package org.mailiwf.verification;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.util.TimeUtils;
import org.mailiwf.cpim.HostName;
import org.mailiwf.lookup.DnsUser;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.RawHeader;
import org.mailiwf.net.IpLiteral;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.verification.dkim.DkimCheck;
import org.mailiwf.verification.dkim.DkimResult;
import org.mailiwf.verification.dmarc.DmarcAnswer;
import org.mailiwf.verification.dmarc.DmarcCheck;
import org.mailiwf.verification.dmarc.DmarcPolicy;
import org.mailiwf.verification.spf.SpfAnswer;
import org.mailiwf.verification.spf.SpfCheck;

/**
 * The bean {@code senderAuthentication}: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 9989) of a mail that was read, for a client whom
 * nobody trusts. The session waits meanwhile, no other does; {@link #setTimeout} bounds all questions to the DNS together.
 */
public class SenderAuthentication extends DnsUser implements Processor {

    /** The address of the author, if his domain stands for him; otherwise not set. */
    public static final String AUTHENTICATED_AUTHOR = "authenticatedAuthor";

    private static final String HOSTNAME = "iwf.smtp.hostname";
    private static final String TIMEOUT = "iwf.sender-verification.timeout";
    /** More than any mail may have that gets here. */
    private static final int MAX_HEADER = 256 * 1024;

    private volatile String authservId = "localhost";
    private volatile Duration timeout = Duration.ofSeconds(20);

    /** Our name in Authentication-Results: a host name, in any case; default {@code localhost}. */
    public void setAuthservId(String authservId) {
        String canonical = HostName.canonical(authservId.strip());
        if (canonical == null) {
            throw new IllegalArgumentException(HOSTNAME + ": '" + authservId + "' is not allowed; allowed: a host name");
        }
        this.authservId = canonical;
    }

    /**
     * The most time that all questions to the DNS for one mail may take, a duration such as {@code 20s}, the default (RFC 7208 section 4.6.4
     * asks for that much at least), up to two minutes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void setTimeout(String timeout) {
        this.timeout = timeout(timeout);
    }

    static Duration timeout(String text) {
        Duration duration;
        try {
            duration = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
        } catch (RuntimeException e) {
            duration = Duration.ZERO;
        }
        if (duration.isZero() || duration.isNegative() || duration.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException(
                    TIMEOUT + ": '" + text + "' is not allowed; allowed: a duration over zero and up to 2m, such as 20s");
        }
        return duration;
    }

    /** At MAIL: sets the exchange property {@code spf}, the result as text. A null reverse-path is not asked about. */
    public void spf(Exchange exchange) {
        exchange.setProperty("spf", reversePath(exchange).isEmpty() ? "none"
                : spf(exchange, new TimedDns(dns(), timeout)).result().toString());
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
        SpfAnswer spf = spf(exchange, dns);
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
        new ForeignResults(authservId).add(exchange.getMessage(), results);
    }

    /** Takes those fields Authentication-Results off the message that may be read as ours. */
    public void dropForeign(Exchange exchange) {
        new ForeignResults(authservId).drop(exchange.getMessage());
    }

    private SpfAnswer spf(Exchange exchange, TimedDns dns) {
        Message message = exchange.getMessage();
        String helo = message.getHeader(SmtpConstants.HELO, "", String.class);
        return SpfCheck.of(dns, client(message), reversePath(exchange), helo);
    }

    private static String reversePath(Exchange exchange) {
        return exchange.getMessage().getHeader(SmtpConstants.MAIL_FROM, "", String.class);
    }

    private static InetAddress client(Message message) {
        String address = message.getHeader(SmtpConstants.CLIENT_ADDRESS, "", String.class);
        try {
            return InetAddress.getByAddress(IpLiteral.octets(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(SmtpConstants.CLIENT_ADDRESS + " is no address: " + address, e);
        }
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
