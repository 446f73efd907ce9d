package org.mailiwf.verification.spf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.verification.TimedDns;
import org.mailiwf.verification.Zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailiwf.verification.spf.SpfResult.FAIL;
import static org.mailiwf.verification.spf.SpfResult.NEUTRAL;
import static org.mailiwf.verification.spf.SpfResult.NONE;
import static org.mailiwf.verification.spf.SpfResult.PASS;
import static org.mailiwf.verification.spf.SpfResult.PERMERROR;
import static org.mailiwf.verification.spf.SpfResult.TEMPERROR;

/** check_host() of RFC 7208, case by case. The client is 192.0.2.1 or 2001:db8::1, the sender alice@corp.example. */
class SpfCheckTest {

    private static final String IPV4 = "192.0.2.1";
    private static final String IPV6 = "2001:db8::1";

    private Zone zone;

    @BeforeEach
    void records() {
        zone = new Zone().address("corp.example", IPV4, IPV6).address("host.corp.example", IPV4).address("six.corp.example", IPV6)
                .address("other.corp.example", "192.0.2.77").mx("corp.example", "host.corp.example", "six.corp.example")
                .mx("othermx.corp.example", "other.corp.example").mx("nullmx.corp.example", "")
                .ptr("1.2.0.192.in-addr.arpa", "liar.corp.example", "host.corp.example")
                .txt("pass.example", "v=spf1 +all").txt("fail.example", "v=spf1 -all").txt("neutral.example", "v=spf1 ?all")
                .txt("wrong.example", "v=spf1 frobnicate").trouble("broken.example");
    }

    private SpfAnswer check(String client, String mailFrom, String helo) {
        try {
            return SpfCheck.of(zone.timed(), InetAddress.getByName(client), mailFrom, helo);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private SpfResult check(String record) {
        zone.txt("corp.example", record);
        return check(IPV4, "alice@corp.example", "mail.corp.example").result();
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 -all, FAIL", "v=spf1 ~all, SOFTFAIL", "v=spf1 ?all, NEUTRAL", "v=spf1 +all, PASS", "v=spf1 all, PASS", "v=spf1, NEUTRAL",
        "V=SPF1 -ALL, FAIL", "'v=spf1   -all  ', FAIL",
        "v=spf1 ip4:192.0.2.1 -all, PASS", "v=spf1 ip4:192.0.2.0/24 -all, PASS", "v=spf1 ip4:192.0.2.2/31 -all, FAIL",
        "v=spf1 ip4:10.0.0.0/0 -all, PASS", "v=spf1 -ip4:192.0.2.1 +all, FAIL", "v=spf1 ip6:2001:db8::/32 -all, FAIL",
        "v=spf1 ip6:::ffff:192.0.2.0/120 -all, PASS",
        "v=spf1 a -all, PASS", "v=spf1 a:host.corp.example -all, PASS", "v=spf1 a:other.corp.example -all, FAIL",
        "v=spf1 a:other.corp.example/24 -all, PASS", "v=spf1 a:other.corp.example/25//64 -all, PASS",
        "v=spf1 a:six.corp.example -all, FAIL",
        "v=spf1 mx -all, PASS", "v=spf1 mx:othermx.corp.example -all, FAIL", "v=spf1 mx:othermx.corp.example/25 -all, PASS",
        "v=spf1 mx:nullmx.corp.example -all, FAIL",
        "v=spf1 ptr -all, PASS", "v=spf1 ptr:host.corp.example -all, PASS", "v=spf1 ptr:liar.corp.example -all, FAIL",
        "v=spf1 ptr:rp.example -all, FAIL",
        "v=spf1 exists:host.corp.example -all, PASS", "v=spf1 exists:six.corp.example -all, FAIL",
        "v=spf1 include:pass.example -all, PASS", "v=spf1 include:fail.example ~all, SOFTFAIL", "v=spf1 include:neutral.example -all, FAIL",
        "v=spf1 include:none.example +all, PERMERROR", "v=spf1 include:wrong.example +all, PERMERROR",
        "v=spf1 include:broken.example +all, TEMPERROR",
        "v=spf1 redirect=fail.example, FAIL", "v=spf1 ip4:192.0.2.1 redirect=fail.example, PASS", "v=spf1 redirect=none.example, PERMERROR",
        "v=spf1 redirect=fail.example ?all, NEUTRAL", "v=spf1 redirect=broken.example, TEMPERROR",
        "v=spf1 a:broken.example +all, TEMPERROR",
        "v=spf1 exp=why.corp.example -all, FAIL", "v=spf1 unknown=what-ever -all, FAIL"
    })
    void resultIsThatOfTheFirstMechanismThatMatches(String record, SpfResult result) {
        assertThat(check(record)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "v=spf1 all:corp.example", "v=spf1 all/8", "v=spf1 include", "v=spf1 include:", "v=spf1 include:corp.example/24", "v=spf1 exists",
        "v=spf1 ip4", "v=spf1 ip4:192.0.2", "v=spf1 ip4:192.0.2.1/33", "v=spf1 ip4:192.0.2.1/", "v=spf1 ip4:192.0.2.1/08",
        "v=spf1 ip4:192.0.02.1", "v=spf1 ip4:2001:db8::1", "v=spf1 ip6:192.0.2.1", "v=spf1 ip6:2001:db8::/129", "v=spf1 ip6:fe80::1%eth0",
        "v=spf1 a:", "v=spf1 a:corp", "v=spf1 a:corp.example:8080", "v=spf1 a/33", "v=spf1 a//129", "v=spf1 a:corp.123", "v=spf1 a:.",
        "v=spf1 mx:corp.-example", "v=spf1 -", "v=spf1 --all", "v=spf1 frobnicate", "v=spf1 ip4:192.0.2.9 =x +all",
        "v=spf1 redirect=a.example redirect=b.example", "v=spf1 exp=a.example exp=b.example", "v=spf1 redirect=", "v=spf1 a:%{x}.example",
        "v=spf1 a:%{d", "v=spf1 a:%d.example", "v=spf1 a:%{d0}", "v=spf1 a:%{dr2}", "v=spf1 a:%{d!}", "v=spf1 exists:%{c}.example",
        "v=spf1 a:\u00e4.example", "v=spf1 +all\tx", "v=spf1 +all \u00e9"
    })
    void anErrorAnywhereInARecordIsPermanent(String record) {
        assertThat(check(record)).isEqualTo(PERMERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "%{i}._spf.%{d}, 192.0.2.1._spf.corp.example", "%{ir}.%{v}.%{o}, 1.2.0.192.in-addr.corp.example",
        "%{l}.%{d1}.example, alice.example.example",
        "%{d2}, corp.example", "%{dr}.x.example, example.corp.x.example", "%{d1r}.x.example, corp.x.example",
        "%{h}.x.example, mail.corp.example.x.example", "%{p}.x.example, host.corp.example.x.example", "%{lr-}.x.example, alice.x.example",
        "%{S}.x.example, alice%40corp.example.x.example", "a%%b.example, a%b.example", "a%-b.example, a%20b.example"
    })
    void macrosStandForWhatIsKnown(String spec, String name) {
        zone.address(name, "127.0.0.2");
        assertThat(check("v=spf1 exists:" + spec + " -all")).as(zone.questions().toString()).isEqualTo(PASS);
    }

    @Test
    void anIpv6ClientIsComparedAsSuch() {
        zone.txt("corp.example", "v=spf1 a//64 -all").txt("net.example", "v=spf1 ip6:2001:db8::/32 -all")
                .txt("macro.example", "v=spf1 exists:%{ir}.%{v}.example -all")
                .address("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.example", "127.0.0.2");

        assertThat(check("2001:db8::99", "a@corp.example", "h").result()).isEqualTo(PASS);
        assertThat(check("2001:db9::1", "a@corp.example", "h").result()).isEqualTo(FAIL);
        assertThat(check(IPV6, "a@net.example", "h").result()).isEqualTo(PASS);
        assertThat(check("2001:db9::1", "a@net.example", "h").result()).isEqualTo(FAIL);
        assertThat(check(IPV6, "a@macro.example", "h").result()).isEqualTo(PASS);
    }

    @Test
    void aNullReversePathIsCheckedAsHelo() {
        zone.txt("mail.corp.example", "v=spf1 ip4:192.0.2.1 -all");

        assertThat(check(IPV4, "", "mail.corp.example")).isEqualTo(new SpfAnswer(PASS, "mail.corp.example", true, ""));
        assertThat(check("192.0.2.2", "", "mail.corp.example").result()).isEqualTo(FAIL);
    }

    @ParameterizedTest
    @CsvSource({"'', localhost", "'', '[192.0.2.1]'", "'', 192.0.2.1", "'', ''", "a@[192.0.2.1], mail.corp.example", "a@localhost, h",
            "a@..example, h"})
    void withoutADomainNothingIsAsked(String mailFrom, String helo) {
        assertThat(check(IPV4, mailFrom, helo).result()).isEqualTo(NONE);
        assertThat(zone.questions()).isEmpty();
    }

    @Test
    void aDomainWithoutARecordSaysNothingAndOneWithTwoTooMuch() {
        zone.txt("text.example", "v=spf10 -all", "spf2.0/pra -all", "hello").txt("two.example", "v=spf1 -all", "v=spf1 +all");

        assertThat(check(IPV4, "a@missing.example", "h").result()).isEqualTo(NONE);
        assertThat(check(IPV4, "a@text.example", "h").result()).isEqualTo(NONE);
        assertThat(check(IPV4, "a@two.example", "h").result()).isEqualTo(PERMERROR);
        assertThat(check(IPV4, "a@broken.example", "h").result()).isEqualTo(TEMPERROR);
    }

    @Test
    void tenTermsMayAskTheDnsAndNotEleven() {
        String ten = "v=spf1" + " a:other.corp.example".repeat(10);
        assertThat(check(ten + " ?all")).isEqualTo(NEUTRAL);
        zone.txt("eleven.example", ten + " mx ?all").txt("ip.example", "v=spf1" + " ip4:10.0.0.1".repeat(200) + " ?all");
        assertThat(check(IPV4, "a@eleven.example", "h").result()).isEqualTo(PERMERROR);
        assertThat(check(IPV4, "a@ip.example", "h").result()).isEqualTo(NEUTRAL);
    }

    @Test
    void twoNamesMayBeMissingAndNotThree() {
        zone.txt("two.example", "v=spf1 a:x1.example mx:x2.example ?all").txt("three.example",
                "v=spf1 a:x1.example mx:x2.example exists:x3.example ?all");

        assertThat(check(IPV4, "a@two.example", "h").result()).isEqualTo(NEUTRAL);
        assertThat(check(IPV4, "a@three.example", "h").result()).isEqualTo(PERMERROR);
    }

    @Test
    void includesThatLeadBackToThemselvesEnd() {
        zone.txt("loop.example", "v=spf1 include:loop.example -all").txt("one.example", "v=spf1 redirect=two.example")
                .txt("two.example", "v=spf1 redirect=one.example");

        assertThat(check(IPV4, "a@loop.example", "h").result()).isEqualTo(PERMERROR);
        assertThat(check(IPV4, "a@one.example", "h").result()).isEqualTo(PERMERROR);
        assertThat(zone.questions()).hasSizeLessThan(30);
    }

    @Test
    void moreThanTenExchangersAreAnErrorAndMoreThanTenPointersAreNotLookedAt() {
        zone.mx("many.example", IntStream.range(0, 11).mapToObj(i -> "mx" + i + ".example").toArray(String[]::new))
                .txt("many.example", "v=spf1 mx -all")
                .ptr("9.2.0.192.in-addr.arpa", IntStream.range(0, 50).mapToObj(i -> "p" + i + ".example").toArray(String[]::new))
                .address("p30.example", "192.0.2.9").txt("p.example", "v=spf1 ptr:p30.example -all");

        assertThat(check(IPV4, "a@many.example", "h").result()).isEqualTo(PERMERROR);
        assertThat(check("192.0.2.9", "a@p.example", "h").result()).isEqualTo(FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\.b", "\"a b\"", "\u00fc", "\"x..y\"", "\u0130"})
    void aLocalPartThatIsNoNameMatchesNothing(String local) {
        zone.txt("macro.example", "v=spf1 exists:%{l}.macro.example -all");
        assertThat(check(IPV4, local + "@macro.example", "h").result()).isEqualTo(FAIL);
        assertThat(zone.questions()).allMatch(question -> question.matches("[!-~ ]+"));
    }

    @Test
    void aNameThatIsTooLongLosesItsFirstLabels() {
        zone.txt("corp.example", "v=spf1 exists:" + "%{l}.".repeat(10) + "end.example -all");
        check(IPV4, "a".repeat(60) + "@corp.example", "h");
        assertThat(zone.questions()).last().asString().startsWith("aaa").endsWith(".end.example A").hasSizeLessThan(256);
    }

    @Test
    void theTimeIsBounded() throws Exception {
        TimedDns never = new TimedDns((name, type) -> new CompletableFuture<>(), Duration.ofMillis(50));
        assertThat(SpfCheck.of(never, InetAddress.getByName(IPV4), "a@corp.example", "h").result()).isEqualTo(TEMPERROR);
    }

    @Test
    void aHugeRecordIsReadInOneGo() {
        assertThat(check("v=spf1 exists:" + "a".repeat(60_000) + ".example ?all")).isEqualTo(NEUTRAL);
        assertThat(SpfRecord.isOne("v=spf1" + " ip4:10.0.0.1".repeat(4000))).isTrue();
    }
}
