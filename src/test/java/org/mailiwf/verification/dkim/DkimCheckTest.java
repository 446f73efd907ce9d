package org.mailiwf.verification.dkim;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.verification.Zone;
import org.mailiwf.verification.dkim.DkimResult.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailiwf.verification.dkim.DkimResult.Outcome.FAIL;
import static org.mailiwf.verification.dkim.DkimResult.Outcome.PASS;
import static org.mailiwf.verification.dkim.DkimResult.Outcome.PERMERROR;
import static org.mailiwf.verification.dkim.DkimResult.Outcome.POLICY;
import static org.mailiwf.verification.dkim.DkimResult.Outcome.TEMPERROR;

/** RFC 6376, with mails that somebody else's program has signed. */
class DkimCheckTest {

    private Zone zone;

    @BeforeEach
    void keys() {
        zone = SignedMails.keys(new Zone());
    }

    private DkimResult only(String mail) {
        List<DkimResult> results = SignedMails.check(zone, mail);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    static Stream<String> canonicalForms() {
        return Stream.of("message", "empty-body", "no-line-end").flatMap(mail -> Stream.of("relaxed", "simple")
                .flatMap(header -> Stream.of("relaxed", "simple").map(body -> mail + "." + header + "-" + body)));
    }

    @ParameterizedTest
    @MethodSource("canonicalForms")
    void everyCanonicalFormIsThatOfTheSigner(String form) {
        assertThat(only(SignedMails.read(form + ".signed.eml"))).isEqualTo(new DkimResult(PASS, "corp.example", "rsa", "rsa-sha256", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, PASS, ''", "rsa1024, PASS, ''", "rsa512, POLICY, key of 512 bits", "sha1, PERMERROR, unknown or outdated algorithm",
        "subdomain, PASS, ''", "once, PASS, ''", "length, PASS, ''"
    })
    void keysAndAlgorithmsAreThoseOfTheRfcsThatFollowed(String mail, Outcome outcome, String reason) {
        assertThat(only(SignedMails.read(mail + ".signed.eml"))).extracting(DkimResult::outcome,
                DkimResult::reason).containsExactly(outcome, reason);
    }

    @Test
    void eachSignatureHasItsResult() {
        assertThat(SignedMails.check(zone, SignedMails.read("both.signed.eml"))).extracting(DkimResult::algorithm, DkimResult::outcome)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("rsa-sha256", PASS),
                        org.assertj.core.groups.Tuple.tuple("ed25519-sha256", PASS));
        assertThat(SignedMails.check(zone, SignedMails.read("message.eml"))).isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a body line", "last line", "lost line", FAIL), change("a From", "alice@corp", "mallory@corp", FAIL),
                change("a Subject", "and   spaces", "and   more", FAIL), change("a second From above", "From:",
                        "From: m@evil.example\r\nFrom:", FAIL),
                change("a second From below", "MIME-Version", "From: m@evil.example\r\nMIME-Version", FAIL),
                change("white space at the end of a line", "last line  ", "last line", PASS), change("folding", "Alice  Example",
                        "Alice\r\n Example", PASS),
                change("a field that was not signed", "X-Empty:", "X-Empty: x", PASS),
                change("the case of a name", "Subject:", "SUBJECT:", PASS), change("its hash", "bh=y", "bh=z", FAIL),
                change("its signature", " b=", " b=AAAA", FAIL), change("lines at the end", "last line  ", "last line  \r\n\r\n\r\n",
                        PASS));
    }

    private static Arguments change(String name, String what, String by, Outcome outcome) {
        return Arguments.of(name, (UnaryOperator<String>) mail -> {
            assertThat(mail).contains(what);
            int at = mail.indexOf(what);
            return mail.substring(0, at) + by + mail.substring(at + what.length());
        }, outcome);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("changes")
    void aChangeIsSeenUnlessTheCanonicalFormAllowsIt(String name, UnaryOperator<String> change, Outcome outcome) {
        String mail = SignedMails.read("message.relaxed-relaxed.signed.eml");
        assertThat(only(change.apply(mail)).outcome()).isEqualTo(outcome);
    }

    @Test
    void aBodyBehindTheSignedLengthIsNotSigned() {
        String mail = SignedMails.read("length.signed.eml");
        assertThat(only(mail + "appended\r\n")).extracting(DkimResult::outcome, DkimResult::reason)
                .containsExactly(POLICY, "only a part of the body is signed");
    }

    @ParameterizedTest
    @CsvSource({
        "'', no key", "v=DKIM1; p=, key is revoked", "v=DKIM1; k=ed25519; p=@, key is of another type", "v=DKIM2; p=@, no key record",
        "p=@; v=DKIM1, no key record", "v=DKIM1; h=sha1; p=@, key is for something else",
        "v=DKIM1; s=tlsrpt; p=@, key is for something else",
        "v=DKIM1; k=rsa, key record without p=", "v=DKIM1; p=AAAA, no key", "v=DKIM1; p=???, no key", "some text, no key record",
        "v=DKIM1; p=@; p=@, no key record"
    })
    void aKeyThatIsNoneIsAnErrorOfTheSigner(String record, String reason) {
        String p = SignedMails.read("rsa.txt").replaceFirst(".*p=", "");
        zone = record.isEmpty() ? new Zone() : new Zone().txt("rsa._domainkey.corp.example", record.replace("@", p));
        assertThat(only(SignedMails.read("once.signed.eml"))).extracting(DkimResult::outcome, DkimResult::reason).containsExactly(PERMERROR,
                reason);
    }

    @Test
    void keyRecordsAreReadAsTheyAreWritten() {
        String p = SignedMails.read("rsa.txt").replaceFirst(".*p=", "");
        for (String record : List.of("p=" + p, "v=DKIM1 ;  k = rsa ; n=a note; h=sha1:sha256; s=email ; t=y ; p=" + p.substring(0,
                40) + " " + p.substring(40) + ";",
                "v=DKIM1; t=s; p=" + p)) {
            zone = new Zone().txt("rsa._domainkey.corp.example", record);
            assertThat(only(SignedMails.read("once.signed.eml")).reason()).as(record).isEmpty();
        }
        assertThat(only(SignedMails.read("subdomain.signed.eml")).reason()).isEqualTo("key is not for subdomains");
        zone = new Zone().txt("rsa._domainkey.corp.example", "p=" + p, "p=" + p);
        assertThat(only(SignedMails.read("once.signed.eml")).reason()).isEqualTo("more than one key record");
    }

    @Test
    void aDnsThatCannotSayMayDoSoAnotherTime() {
        zone = new Zone().trouble("rsa._domainkey.corp.example");
        assertThat(only(SignedMails.read("once.signed.eml")).outcome()).isEqualTo(TEMPERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "v=1", "garbage", "v=2; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA",
        "v=1; a=rsa-md5; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA",
        "v=1; a=rsa-sha256; d=example; s=rsa; h=from; bh=AAAA; b=AAAA", "v=1; a=rsa-sha256; d=a..b; s=rsa; h=from; bh=AAAA; b=AAAA",
        "v=1; a=rsa-sha256; d=corp.example; s=r\u00fc; h=from; bh=AAAA; b=AAAA",
        "v=1; a=rsa-sha256; d=corp.example; s=a..b; h=from; bh=AAAA; b=AAAA",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=to; bh=AAAA; b=AAAA", "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=?; b=AAAA",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; c=nothing",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; i=a@evil.example",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; l=-1",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; i=a@evilcorp.example",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; q=http",
        "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; t=9; x=8",
        "v=1; v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA"
    })
    void whatIsNoSignatureCostsNoQuestion(String field) {
        assertThat(only("DKIM-Signature: " + field + "\r\nFrom: a@corp.example\r\n\r\nx").outcome()).isEqualTo(PERMERROR);
        assertThat(zone.questions()).isEmpty();
    }

    @Test
    void aSignatureWhoseTimeIsOverFails() {
        String field = "v=1; a=rsa-sha256; d=corp.example; s=rsa; h=from; bh=AAAA; b=AAAA; t=1; x=1700000000";
        assertThat(only("DKIM-Signature: " + field + "\r\nFrom: a@corp.example\r\n\r\nx").outcome()).isEqualTo(FAIL);
    }

    @Test
    void aHeaderWithALineThatIsNoFieldIsNotVerified() {
        String mail = SignedMails.read("once.signed.eml").replace("X-Empty:", "this is no field");
        assertThat(only(mail)).extracting(DkimResult::outcome, DkimResult::reason).containsExactly(PERMERROR,
                "a line of the header is no field");
    }

    @Test
    void fiveSignaturesAreLookedAtThoseOfTheAuthorFirst() {
        String strange = IntStream.range(0, 200).mapToObj(i -> "DKIM-Signature: v=1; a=rsa-sha256; d=d" + i
                + ".example; s=s; h=from; bh=AAAA; b=AAAA\r\n").limit(40).collect(Collectors.joining());
        List<DkimResult> results = SignedMails.check(zone, strange + SignedMails.read("once.signed.eml"));

        assertThat(results).hasSize(DkimCheck.MAX_SIGNATURES);
        assertThat(results.get(0)).extracting(DkimResult::domain, DkimResult::outcome).containsExactly("corp.example", PASS);
        assertThat(zone.questions().stream().distinct()).hasSize(DkimCheck.MAX_SIGNATURES);
    }

    @Test
    void ofALongListOfFieldsEachCountsOnce() {
        String names = "from" + ":x-none".repeat(5000);
        DkimResult result = only("DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=rsa; h=" + names + "; bh=AAAA; b=AAAA\r\nFrom: a@corp.example\r\n\r\nx");
        assertThat(result.outcome()).isEqualTo(FAIL);
    }
}
