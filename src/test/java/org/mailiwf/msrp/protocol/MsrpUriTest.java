package org.mailiwf.msrp.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** RFC 4975 section 6. */
class MsrpUriTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "msrp://atlanta.example.com:7654/jshA7weztas;tcp",
        "msrps://alice@atlanta.example.com:7654/jshA7weztas;tcp",
        "msrp://192.0.2.1:7654/a-b.c_d~e+f=g/h;tcp",
        "msrp://[2001:db8::1]:7654/x;tcp",
        "msrp://[2001:db8::1]/x;tcp",
        "msrps://relay.example.com;tcp",
        "msrps://relay.example.com:2855;tcp;dmr=on",
        "msrp://u:p%40w@h:1/s;tcp"})
    void whatIsReadIsWrittenTheSame(String uri) throws Exception {
        assertThat(MsrpUri.parse(uri)).hasToString(uri);
    }

    @Test
    void aUriHasParts() throws Exception {
        assertThat(MsrpUri.parse("msrps://bob%40op@[2001:db8::1]:7654/s1;tcp;x=y"))
                .extracting(MsrpUri::secure, MsrpUri::userinfo, MsrpUri::host, MsrpUri::address, MsrpUri::port, MsrpUri::sessionId,
                        MsrpUri::transport, MsrpUri::parameters)
                .containsExactly(true, "bob%40op", "[2001:db8::1]", "2001:db8::1", 7654, "s1", "tcp", ";x=y");
        assertThat(MsrpUri.parse("msrp://h/s;tcp").portOrDefault()).isEqualTo(2855);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "msrp:", "msrp://", "msrp://;tcp", "msrp://h:1/s", "http://h:1/s;tcp", "msrp://h:65536/s;tcp", "msrp://h:x/s;tcp",
                "msrp://h:/s;tcp",
        "msrp://h:1/;tcp", "msrp://h:1/s;", "msrp://h:1/s;t-p", "msrp://h:1/s s;tcp", "msrp://h:1/s?x;tcp", "msrp://a b:1/s;tcp",
        "msrp://[::1:1/s;tcp", "msrp://[x]:1/s;tcp", "msrp://u\"@h:1/s;tcp", "msrp://h:1/s;tcp;a<b", "sip:bob@op.example"})
    void whatIsNoUriIsRefused(String text) {
        assertThatThrownBy(() -> MsrpUri.parse(text)).isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void aUriIsBounded() {
        assertThatThrownBy(() -> MsrpUri.parse("msrp://h:1/" + "s".repeat(MsrpUri.MAX_LENGTH) + ";tcp"))
                .isInstanceOf(MsrpSyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "msrp://h:1/s;tcp, msrp://H:1/s;TCP, true",
        "msrp://h:1/s;tcp, MSRP://h:1/s;tcp, true",
        "msrp://h:1/s;tcp, msrp://user@h:1/s;tcp, true",
        "msrp://h:1/s;tcp, msrp://h:1/s;tcp;x=y, true",
        "msrp://h:1/s;tcp, msrp://h:1/S;tcp, false",
        "msrp://h:1/s;tcp, msrps://h:1/s;tcp, false",
        "msrp://h:1/s;tcp, msrp://h:2/s;tcp, false",
        "msrp://h:1/s;tcp, msrp://h/s;tcp, false",
        "msrp://h:1/s;tcp, msrp://h:1;tcp, false",
        "msrp://h:1/s;tcp, msrp://g:1/s;tcp, false",
        "msrp://h:1/s;tcp, msrp://h:1/s;sctp, false"})
    void urisAreComparedAsSection61Says(String one, String other, boolean equal) throws Exception {
        assertThat(MsrpUri.parse(one).equals(MsrpUri.parse(other))).isEqualTo(equal);
        if (equal) {
            assertThat(MsrpUri.parse(one)).hasSameHashCodeAs(MsrpUri.parse(other));
        }
    }

    @Test
    void aPathHasHops() throws Exception {
        MsrpPath path = MsrpPath.parse("msrp://relay:1/r;tcp msrp://bob:2/b;tcp");
        assertThat(path.first().host()).isEqualTo("relay");
        assertThat(path.last().host()).isEqualTo("bob");
        assertThat(path.reversed()).hasToString("msrp://bob:2/b;tcp msrp://relay:1/r;tcp");
        assertThat(path.then(path)).hasToString(path + " " + path);
    }

    @Test
    void aPathIsBounded() throws Exception {
        String hop = "msrp://relay:1/r;tcp";
        assertThat(MsrpPath.parse((hop + " ").repeat(MsrpPath.MAX_HOPS).strip()).uris()).hasSize(MsrpPath.MAX_HOPS);
        assertThatThrownBy(() -> MsrpPath.parse((hop + " ").repeat(MsrpPath.MAX_HOPS) + hop)).isInstanceOf(MsrpSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "msrp://h:1/s;tcp ", " msrp://h:1/s;tcp", "msrp://h:1/s;tcp  msrp://h:1/s;tcp",
            "msrp://h:1/s;tcp,msrp://h:1/s"})
    void aPathIsUrisWithSingleSpaces(String text) {
        assertThatThrownBy(() -> MsrpPath.parse(text)).isInstanceOf(MsrpSyntaxException.class);
    }
}
