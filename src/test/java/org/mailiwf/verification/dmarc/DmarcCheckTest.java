package org.mailiwf.verification.dmarc;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.verification.Zone;
import org.mailiwf.verification.dkim.DkimResult;
import org.mailiwf.verification.dmarc.DmarcAnswer.Result;
import org.mailiwf.verification.spf.SpfAnswer;
import org.mailiwf.verification.spf.SpfResult;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9989, case by case. */
class DmarcCheckTest {

    private Zone zone;

    @BeforeEach
    void records() {
        zone = new Zone().txt("_dmarc.corp.example", "v=DMARC1; p=reject; sp=quarantine; np=none").address("sub.corp.example", "192.0.2.1")
                .txt("_dmarc.strict.example", "v=DMARC1; p=reject; adkim=s; aspf=s").txt("_dmarc.none.example", "v=DMARC1; p=none")
                .txt("_dmarc.own.corp.example", "v=DMARC1; p=none").txt("_dmarc.testing.example", "v=DMARC1; p=reject; t=y")
                .txt("_dmarc.github.io", "v=DMARC1; p=reject").txt("_dmarc.tenants.example", "v=DMARC1; p=reject; psd=y")
                .txt("_dmarc.island.corp.example", "v=DMARC1; p=reject; psd=n").txt("_dmarc.two.example", "v=DMARC1; p=reject",
                        "v=DMARC1; p=none")
                .trouble("_dmarc.broken.example");
    }

    private static SpfAnswer spf(SpfResult result, String domain) {
        return new SpfAnswer(result, domain, false, "");
    }

    private static DkimResult dkim(DkimResult.Outcome outcome, String domain) {
        return new DkimResult(outcome, domain, "s", "rsa-sha256", "");
    }

    private DmarcAnswer check(String author, SpfAnswer spf, DkimResult... dkim) {
        return new DmarcCheck(zone.timed()).of(author, spf, List.of(dkim));
    }

    private DmarcAnswer signedBy(String domain, String author) {
        return check(author, spf(SpfResult.NONE, ""), dkim(DkimResult.Outcome.PASS, domain));
    }

    private DmarcAnswer sentBy(String domain, String author) {
        return check(author, spf(SpfResult.PASS, domain));
    }

    @ParameterizedTest
    @CsvSource({
        "corp.example, corp.example, PASS", "sub.corp.example, corp.example, PASS", "corp.example, sub.corp.example, PASS",
        "a.corp.example, b.corp.example, PASS", "evil.example, corp.example, FAIL", "evilcorp.example, corp.example, FAIL",
        "corp.example.evil.example, corp.example, FAIL", "example, corp.example, FAIL",
        "strict.example, strict.example, PASS", "sub.strict.example, strict.example, FAIL", "strict.example, sub.strict.example, FAIL",
        // strangers below a public suffix: one of the list, one that says so itself
        "mallory.github.io, alice.github.io, FAIL", "github.io, alice.github.io, FAIL", "alice.github.io, github.io, FAIL",
        "mallory.tenants.example, alice.tenants.example, FAIL", "x.alice.tenants.example, alice.tenants.example, PASS",
        "corp.example, island.corp.example, FAIL", "x.island.corp.example, island.corp.example, PASS",
        "island.corp.example, corp.example, FAIL"
    })
    void whoPassesMustBeOfTheAuthorsOrganization(String passed, String author, Result result) {
        assertThat(signedBy(passed, author).result()).isEqualTo(result);
        assertThat(sentBy(passed, author).result()).isEqualTo(result);
        assertThat(signedBy(passed, author).authenticated()).isEqualTo(result == Result.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        "corp.example, REJECT", "sub.corp.example, QUARANTINE", "missing.corp.example, NONE", "own.corp.example, NONE",
        "none.example, NONE",
        "testing.example, QUARANTINE", "alice.github.io, REJECT", "a.b.c.d.e.f.g.h.i.corp.example, NONE"
    })
    void policyIsThatOfTheAuthorsDomainElseOfTheOneAbove(String author, DmarcPolicy policy) {
        assertThat(check(author, spf(SpfResult.NONE, ""))).isEqualTo(new DmarcAnswer(Result.FAIL, author, policy, false));
    }

    @ParameterizedTest
    @CsvSource({"without.example", "two.example", "deep.without.example"})
    void withoutOnePolicyRecordDmarcSaysNothing(String author) {
        assertThat(check(author, spf(SpfResult.FAIL, author))).isEqualTo(new DmarcAnswer(Result.NONE, author, null, false));
    }

    @Test
    void withoutAPolicyOnlyTheVeryDomainStandsForItsAuthor() {
        assertThat(signedBy("without.example", "without.example").authenticated()).isTrue();
        assertThat(sentBy("without.example", "without.example").authenticated()).isTrue();
        assertThat(signedBy("sub.without.example", "without.example").authenticated()).isFalse();
    }

    @Test
    void whatFailedOrCouldNotBeToldDoesNotPass() {
        for (DkimResult.Outcome outcome : DkimResult.Outcome.values()) {
            Result expected = outcome == DkimResult.Outcome.PASS ? Result.PASS : outcome == DkimResult.Outcome.TEMPERROR ? Result.TEMPERROR
                    : Result.FAIL;
            assertThat(check("corp.example", spf(SpfResult.NONE, ""), dkim(outcome, "corp.example")).result()).as("%s",
                    outcome).isEqualTo(expected);
        }
        for (SpfResult result : SpfResult.values()) {
            Result expected = result == SpfResult.PASS ? Result.PASS : result == SpfResult.TEMPERROR ? Result.TEMPERROR : Result.FAIL;
            assertThat(check("corp.example", spf(result, "corp.example")).result()).as("%s", result).isEqualTo(expected);
        }
        assertThat(check("corp.example", spf(SpfResult.TEMPERROR, "evil.example")).result()).isEqualTo(Result.FAIL);
    }

    @Test
    void aDnsThatCannotSayMayDoSoAnotherTime() {
        assertThat(check("broken.example", spf(SpfResult.NONE, ""))).isEqualTo(new DmarcAnswer(Result.TEMPERROR, "broken.example", null,
                false));
        assertThat(check("sub.broken.example", spf(SpfResult.NONE, "")).result()).isEqualTo(Result.TEMPERROR);
        assertThat(signedBy("sub.broken.example", "corp.example").result()).isEqualTo(Result.TEMPERROR);
        assertThat(sentBy("broken.example", "broken.example").authenticated()).isTrue();
    }

    @Test
    void aLongNameCostsEightQuestions() {
        check("x." + "a.".repeat(100) + "without.example", spf(SpfResult.NONE, ""));
        assertThat(zone.questions().stream().filter(question -> question.startsWith("_dmarc.")).distinct()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "v=DMARC1; p=reject|REJECT", "v=DMARC1;p=reject;|REJECT", " v = DMARC1 ; p = REJECT |REJECT",
        "v=DMARC1; rua=mailto:a@b.example; p=quarantine|QUARANTINE",
        "v=DMARC1|NONE", "v=DMARC1; p=what|NONE", "v=DMARC1; ;; p=reject; garbage|REJECT", "v=DMARC1; p=reject; p=none|REJECT",
        "v=DMARC1; p=reject; t=Y|QUARANTINE"
    })
    void aRecordIsReadLenientlyBehindItsVersion(String record, DmarcPolicy policy) {
        assertThat(DmarcRecord.parse(record).policy()).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"v=dmarc1; p=reject", "p=reject; v=DMARC1", "v=DMARC2; p=reject", "v=DMARC10", "v=spf1 -all", "''",
            ";v=DMARC1"})
    void whatDoesNotBeginWithTheVersionIsNoRecord(String record) {
        assertThat(DmarcRecord.parse(record)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "com, true", "co.uk, true", "corp.co.uk, false", "github.io, true", "alice.github.io, false", "foo.ck, true", "www.ck, false",
        "example, true", "corp.example, false", "xn--55qx5d.cn, true"
    })
    void publicSuffixesAreThoseOfTheList(String domain, boolean suffix) {
        assertThat(PublicSuffixes.has(domain)).isEqualTo(suffix);
    }
}
