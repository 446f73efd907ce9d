package org.mailiwf.msrp.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The digest of RFC 4976 section 5.1. */
class RelayChallengeTest {

    /** The example of RFC 7616 section 3.9.1, which is GET; a method is a method. */
    private static final String EXAMPLE = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, "
            + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    @Test
    void theResponsesOfTheRfcAreMade() throws Exception {
        assertThat(answer("MD5")).contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
        assertThat(answer("SHA-256")).contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    private static String answer(String algorithm) throws MsrpSyntaxException {
        return RelayChallenge.parse(EXAMPLE.formatted(algorithm)).answer("GET", "/dir/index.html", "Mufasa", "Circle of Life",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    }

    @Test
    void theAnswerSaysWhatItIsMadeOf() throws Exception {
        assertThat(RelayChallenge.parse("Digest realm=\"op.example\", nonce=\"n1\", qop=\"auth\"")
                .answer("AUTH", "msrps://relay:2855;tcp", "a\"b", "secret", "c1"))
                .startsWith("Digest username=\"a\\\"b\", realm=\"op.example\", nonce=\"n1\", uri=\"msrps://relay:2855;tcp\", response=\"")
                .endsWith("\", cnonce=\"c1\", qop=auth, nc=00000001");
    }

    @Test
    void quotedTextMayHoldCommasAndEscapes() throws Exception {
        RelayChallenge challenge = RelayChallenge.parse("digest REALM=\"a, \\\"b\\\"\",nonce=\"\\\\\",qop=auth");
        assertThat(challenge.realm()).isEqualTo("a, \"b\"");
        assertThat(challenge.nonce()).isEqualTo("\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "Basic realm=\"x\"", "Digest ", "Digest realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"",
                "Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"",
        "Digest realm=\"x\", nonce=\"y\", qop=auth, algorithm=MD5-sess", "Digest realm=\"x, nonce=y, qop=auth", "Digest realm=\"x\\",
        "Digest realm=\"x\" y, nonce=\"y\", qop=auth", "Digest realm=\"x\", realm=\"x\", nonce=\"y\", qop=auth", "Digest ,,,=",
                "Digest realm"})
    void whatCannotBeAnsweredIsRefused(String value) {
        assertThatThrownBy(() -> RelayChallenge.parse(value)).isInstanceOf(MsrpSyntaxException.class);
    }
}
