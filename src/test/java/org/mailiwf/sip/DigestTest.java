package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Challenges and their answers, with the figures of the RFCs. */
class DigestTest {

    @ParameterizedTest
    @CsvSource({
            "MD5, 8ca523f5e9506fed4657c9700eebdbec",
            "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"})
    void answersAsInTheExampleOfRfc7616(String algorithm, String response) {
        DigestChallenge challenge = challenge("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm
                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
        DigestSession session = new DigestSession(challenge, new SipCredentials("Mufasa", "Circle of Life", ""),
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        SipField field = session.authorize("GET", "/dir/index.html", new byte[0]);

        assertThat(field).isEqualTo(new SipField("Authorization", "Digest username=\"Mufasa\", realm=\"http-auth@example.org\","
                + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", response=\"" + response + "\","
                + " algorithm=" + algorithm + ", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", qop=auth, nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\""));
    }

    @Test
    void answersAChallengeWithoutQopAsRfc2069Says() {
        DigestSession session = new DigestSession(challenge("Digest realm=\"a\", nonce=\"b\""), new SipCredentials("u", "p", ""), "c");

        DigestAlgorithm md5 = DigestAlgorithm.MD5;
        assertThat(session.authorize("MESSAGE", "sip:x@y", new byte[0]).value()).isEqualTo("Digest username=\"u\", realm=\"a\","
                + " nonce=\"b\", uri=\"sip:x@y\", response=\"" + md5.hash(md5.hash("u:a:p") + ":b:" + md5.hash("MESSAGE:sip:x@y")) + "\"");
    }

    @Test
    void aSessionAlgorithmTakesNonceAndCnonceIntoTheSecret() {
        DigestSession session = new DigestSession(challenge("Digest realm=\"a\", nonce=\"b\", algorithm=MD5-sess, qop=auth"),
                new SipCredentials("u", "p", ""), "c");

        DigestAlgorithm md5 = DigestAlgorithm.MD5;
        String secret = md5.hash(md5.hash("u:a:p") + ":b:c");
        assertThat(session.authorize("MESSAGE", "sip:x@y", new byte[0]).value()).contains("algorithm=MD5-sess",
                "response=\"" + md5.hash(secret + ":b:00000001:c:auth:" + md5.hash("MESSAGE:sip:x@y")) + "\"");
        assertThat(session.authorize("MESSAGE", "sip:x@y", new byte[0]).value()).contains("nc=00000002",
                "response=\"" + md5.hash(secret + ":b:00000002:c:auth:" + md5.hash("MESSAGE:sip:x@y")) + "\"");
    }

    @Test
    void whereOnlyAuthIntIsOfferedTheBodyIsHashedToo() {
        DigestSession session = new DigestSession(challenge("Digest realm=\"a\", nonce=\"b\", qop=\"auth-int\""),
                new SipCredentials("u", "p", ""), "c");

        DigestAlgorithm md5 = DigestAlgorithm.MD5;
        String a2 = md5.hash("MESSAGE:sip:x@y:" + md5.hash("hello"));
        assertThat(session.authorize("MESSAGE", "sip:x@y", "hello".getBytes()).value()).contains("qop=auth-int",
                "response=\"" + md5.hash(md5.hash("u:a:p") + ":b:00000001:c:auth-int:" + a2) + "\"");
    }

    @Test
    void quotedValuesAreWrittenAsTheyWereRead() {
        DigestChallenge challenge = challenge("digest REALM=\"a \\\"b\\\", c\" ,nonce=\"n=1,2\",stale=TRUE,opaque=\"\"");

        assertThat(challenge.realm()).isEqualTo("a \\\"b\\\", c");
        assertThat(challenge.nonce()).isEqualTo("n=1,2");
        assertThat(challenge.stale()).isTrue();
        assertThat(new DigestSession(challenge, new SipCredentials("u", "p", ""), "c").authorize("MESSAGE", "sip:x@y", new byte[0]).value())
                .contains("realm=\"a \\\"b\\\", c\", nonce=\"n=1,2\"", "opaque=\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Basic realm=\"a\"",
            "Digest",
            "Digest realm=\"a\"",
            "Digest nonce=\"b\"",
            "Digest realm=\"a, nonce=\"b\"",
            "Digest realm=\"a\" nonce=\"b\"",
            "Digest realm=\"a\", nonce=\"b",
            "Digest realm=\"a\", nonce=\"b\\",
            "Digest realm=\"a\", nonce=\"b\", realm=\"c\"",
            "Digest realm=\"a\", nonce=\"b\", algorithm=AKAv1-MD5",
            "Digest realm=\"a\", nonce=\"b\", qop=\"token\"",
            "Digest realm=\"a\", nonce=\"b\", =",
            "Digest realm=\"a\", nonce=\"b\", x"})
    void whatCannotBeAnsweredIsNoChallenge(String value) {
        assertThat(DigestChallenge.read(new SipField("WWW-Authenticate", value))).isNull();
    }

    @Test
    void aChallengeThatWouldMakeEveryRequestLongIsNone() {
        assertThat(DigestChallenge.read(new SipField("WWW-Authenticate", "Digest realm=\"a\", nonce=\"" + "b".repeat(3000) + "\""))).isNull();
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(new SipCredentials("gateway", "hunter2", "op.example")).hasToString("gateway@op.example");
    }

    private static DigestChallenge challenge(String value) {
        return DigestChallenge.read(new SipField("WWW-Authenticate", value));
    }
}
