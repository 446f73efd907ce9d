package org.mailiwf.lookup.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.Address;
import org.mailiwf.lookup.dns.DnsRecord.MailExchange;
import org.mailiwf.lookup.dns.DnsRecord.NamingAuthority;
import org.mailiwf.lookup.dns.DnsRecord.Pointer;
import org.mailiwf.lookup.dns.DnsRecord.Service;
import org.mailiwf.lookup.dns.DnsRecord.Text;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.RequiresPeer;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;

/** Against BIND: every kind of answer, and who is asked how often. */
@RequiresPeer(program = "named", debianPackage = "bind9")
class DnsResolverIT {

    private static Bind bind;

    private DnsResolver dns;

    @BeforeAll
    static void start() throws Exception {
        bind = Bind.start();
    }

    @AfterAll
    static void stop() {
        if (bind != null) {
            bind.close();
        }
    }

    @BeforeEach
    void resolver() {
        dns = new DnsResolver();
        dns.setServers(bind.server());
    }

    @Test
    void textIsPutTogetherAndNotKeptIfThereIsMuchOfIt() {
        assertThat(dns.ask("two.auth.example", DnsType.TXT).records()).containsExactly(new Text("v=spf1 ip6:2001:db8::/32 ip4:127.0.0.0/8 -all"));
        assertThat(dns.ask("two.auth.example", DnsType.TXT).ttl()).isPositive();
        assertThat(dns.ask("long.auth.example", DnsType.TXT).records()).hasSize(90);
        assertThat(dns.ask("long.auth.example", DnsType.TXT).ttl()).isZero();
        assertThat(dns.ask("1.2.0.192.auth.example", DnsType.PTR).records()).containsExactly(new Pointer("mx.auth.example"));
    }

    @Test
    void recordsAreValues() {
        assertThat(dns.ask("Corp.Example.", DnsType.MX).records())
                .containsExactlyInAnyOrder(new MailExchange(10, "mx1.corp.example"), new MailExchange(20, "mx2.corp.example"));
        assertThat(dns.ask("mx2.corp.example", DnsType.AAAA).all(Address.class)).singleElement()
                .satisfies(record -> assertThat(record.address().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:2"));
        assertThat(dns.ask("nullmx.corp.example", DnsType.MX).records()).containsExactly(new MailExchange(0, ""));
        assertThat(dns.ask("_sip._udp.srv.op.example", DnsType.SRV).records()).contains(new Service(10, 1, 5060, "host.op.example"));
        assertThat(dns.ask("1.0.3.9.4.enum.example", DnsType.NAPTR).records())
                .containsExactly(new NamingAuthority(10, 10, "u", "E2U+sip", "!^.*$!sip:info@op.example!", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "corp.example, MX, NOERROR", "text.corp.example, MX, NODATA", "missing.corp.example, MX, NXDOMAIN", "no.such.tld, A, NXDOMAIN",
        "broken.example, MX, SERVFAIL", "chain1.corp.example, MX, NOERROR", "aliasnowhere.corp.example, A, NXDOMAIN",
        "loop1.corp.example, A, SERVFAIL", "no..name, A, NXDOMAIN"
    })
    void outcomeOfAQuestionIsOneOfFive(String name, DnsType type, Outcome outcome) {
        assertThat(dns.ask(name, type).outcome()).isEqualTo(outcome);
    }

    @Test
    void anAnswerThatDoesNotFitComesOverTcp() {
        assertThat(dns.ask("big.corp.example", DnsType.MX).records()).hasSize(90);
        assertThat(bind.asked("big.corp.example", "MX")).anyMatch(line -> line.contains("E(0)")).anyMatch(line -> line.contains("T"));
    }

    @Test
    void silenceCostsTheTimeLimitAndIsRemembered() {
        dns.setTimeout("400ms");
        long start = System.nanoTime();

        assertThat(dns.ask("slow.example", DnsType.A).outcome()).isEqualTo(Outcome.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(300), Duration.ofMillis(1500));
        int asked = bind.asked("slow.example", "A").size();
        assertThat(dns.ask("slow.example", DnsType.A).outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(bind.asked("slow.example", "A")).hasSize(asked);
    }

    @Test
    void theSecondServerAnswersWhereTheFirstIsDead() throws Exception {
        try (DatagramSocket dead = Bind.silentServer()) {
            dns.setServers("127.0.0.1:" + dead.getLocalPort() + "," + bind.server());
            dns.setTimeout("2s");
            assertThat(dns.ask("mx1.corp.example", DnsType.A).outcome()).isEqualTo(Outcome.NOERROR);

            long start = System.nanoTime();
            assertThat(dns.ask("implicit.corp.example", DnsType.A).outcome()).isEqualTo(Outcome.NOERROR);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("the dead one is asked last now").isLessThan(Duration.ofMillis(400));
        }
    }

    @Test
    void aQuestionOfManyGoesOutOnceAndItsAnswerIsKept() {
        int before = bind.asked("onegood.corp.example", "MX").size();
        List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 50).mapToObj(i -> dns.query("onegood.corp.example", DnsType.MX)).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().records()).hasSize(2));
        dns.ask("ONEGOOD.corp.example", DnsType.MX);

        assertThat(bind.asked("onegood.corp.example", "MX")).hasSize(before + 1);
    }

    @Test
    void whatIsNotThereIsKeptForTheTimeOfTheSoa() {
        assertThat(dns.ask("absent.corp.example", DnsType.A).ttl()).isEqualTo(120);
        dns.ask("absent.corp.example", DnsType.A);

        assertThat(bind.asked("absent.corp.example", "A")).hasSize(1);
    }

    @Test
    void aTtlOfZeroIsForOneQuestion() {
        dns.ask("zero.corp.example", DnsType.A);
        dns.ask("zero.corp.example", DnsType.A);

        assertThat(bind.asked("zero.corp.example", "A")).hasSize(2);
    }

    @Test
    void camelDnsObeysTheSameSettingsUntilTheStop() throws Exception {
        Resolver before = Lookup.getDefaultResolver();
        dns.start();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                Record[] records = template.requestBodyAndHeaders("dns:lookup", null,
                        java.util.Map.of("dns.name", "corp.example", "dns.type", "MX"), Record[].class);
                assertThat(records).hasSize(2);
            }
        }
        dns.stop();

        assertThat(Lookup.getDefaultResolver()).isSameAs(before);
    }

    @Test
    void aDeadServerHoldsUpNobodyElse() throws Exception {
        dns.setTimeout("10s");
        List<CompletableFuture<DnsAnswer>> slow = IntStream.range(0, 200).mapToObj(i -> dns.query("n" + i + ".slow.example", DnsType.A)).toList();

        await().atMost(Duration.ofSeconds(5)).until(() -> dns.ask("short.corp.example", DnsType.A).outcome() == Outcome.NOERROR);

        assertThat(slow).noneMatch(CompletableFuture::isDone);
    }
}
