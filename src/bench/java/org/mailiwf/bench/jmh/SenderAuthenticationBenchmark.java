package org.mailiwf.bench.jmh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.Text;
import org.mailiwf.lookup.dns.DnsType;
import org.mailiwf.mail.MailReader;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.verification.SenderAuthentication;
import org.mailiwf.verification.dkim.SignedMails;
import org.mailiwf.verification.dkim.Signer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the profile internet costs on a mail that was read, beside the time for which the DNS is waited. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class SenderAuthenticationBenchmark {

    private final CamelContext context = new DefaultCamelContext();
    private final SenderAuthentication bean = new SenderAuthentication();
    private byte[] unsigned;
    private byte[] rsa;
    private byte[] ed25519;
    private byte[] large;

    @Setup
    public void prepare() throws Exception {
        Signer signer = new Signer("large.example");
        Map<String, String> texts = Map.of(
                "corp.example", "v=spf1 ip4:192.0.2.0/24 include:one.example include:two.example -all",
                "one.example", "v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.128/25 -all", "two.example", "v=spf1 ip4:203.0.113.0/24 -all",
                "_dmarc.corp.example", "v=DMARC1; p=reject", "rsa._domainkey.corp.example", SignedMails.read("rsa.txt"),
                "ed._domainkey.corp.example", SignedMails.read("ed25519.txt"), "s._domainkey.large.example", signer.record());
        Dns dns = (name, type) -> CompletableFuture.completedFuture(type == DnsType.TXT && texts.containsKey(name)
                ? new DnsAnswer(Outcome.NOERROR, List.of(new Text(texts.get(name))), 60) : DnsAnswer.without(Outcome.NXDOMAIN, 60));
        context.getRegistry().bind("dns", Dns.class, dns);
        bean.setCamelContext(context);
        unsigned = octets(SignedMails.read("message.eml"));
        rsa = octets(SignedMails.read("message.relaxed-relaxed.signed.eml"));
        ed25519 = octets(SignedMails.read("ed25519.signed.eml"));
        large = octets(signer.sign("From: a@large.example\r\nSubject: x\r\n\r\n" + "0123456789 0123456789 0123456789\r\n".repeat(30_000),
                "from:subject"));
        for (byte[] each : List.of(unsigned, rsa, ed25519, large)) {
            System.out.println(each.length + " octets: " + verify(each));
        }
    }

    private static byte[] octets(String mail) {
        return mail.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Object verify(byte[] mail) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty("mail", new MailReader().read(new ByteArrayInputStream(mail)));
        exchange.getMessage().setHeader(SmtpConstants.CLIENT_ADDRESS, "203.0.113.9");
        exchange.getMessage().setHeader(SmtpConstants.HELO, "mail.corp.example");
        exchange.getMessage().setHeader(SmtpConstants.MAIL_FROM, "alice@corp.example");
        exchange.getMessage().setBody(new ByteArrayInputStream(mail));
        bean.process(exchange);
        return exchange.getProperty("authenticationResults");
    }

    /** Reading the mail, which the others contain too. */
    @Benchmark
    public Object readAlone() throws Exception {
        return new MailReader().read(new ByteArrayInputStream(unsigned));
    }

    /** SPF with two includes, and DMARC. */
    @Benchmark
    public Object unsigned() throws Exception {
        return verify(unsigned);
    }

    /** The same, and a signature by RSA with 2048 bits. */
    @Benchmark
    public Object rsa2048() throws Exception {
        return verify(rsa);
    }

    /** The same, with Ed25519. */
    @Benchmark
    public Object ed25519() throws Exception {
        return verify(ed25519);
    }

    /** A signed mail of a million octets. */
    @Benchmark
    public Object megabyte() throws Exception {
        return verify(large);
    }
}
