package org.mailiwf.cpim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpimAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``|<sip:a@b>",
        "Alice|Alice <sip:a@b>",
        "Winnie the Pooh|Winnie the Pooh <sip:a@b>",
        "J. Müller|J. Müller <sip:a@b>",
        "Zoë 😀|Zoë 😀 <sip:a@b>",
        "Alice, Bob|\"Alice, Bob\"<sip:a@b>",
        "Alice (Sales)|\"Alice (Sales)\"<sip:a@b>",
        "Alice \"Al\"|\"Alice \\\"Al\\\"\"<sip:a@b>",
        "a\\b|\"a\\\\b\"<sip:a@b>",
        "two  spaces|\"two  spaces\"<sip:a@b>",
        "` lead`|\" lead\"<sip:a@b>",
        "`trail `|\"trail \"<sip:a@b>",
        "<sip:evil@x>|\"<sip:evil@x>\"<sip:a@b>"
    })
    void nameIsTokensWhereItCanBeAndAQuotedStringElsewhere(String name, String wire) throws CpimException {
        CpimAddress address = new CpimAddress(name, "sip:a@b");

        assertThat(address).hasToString(wire);
        assertThat(CpimAddress.parse(wire)).isEqualTo(address);
    }

    @Test
    void lineBreakInANameStaysInsideItsString() {
        assertThat(new CpimAddress("Alice\r\nRoute: x\u0000", "sip:a@b")).hasToString("\"Alice\\r\\nRoute: x\\u0000\"<sip:a@b>");
    }

    @Test
    void spaceBehindAQuotedNameIsTaken() throws CpimException {
        assertThat(CpimAddress.parse("\"Alice, Bob\" <sip:a@b>")).isEqualTo(new CpimAddress("Alice, Bob", "sip:a@b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip:a@b", "Alice <sip:a@b", "Alice <>", "<sip:a b>", "<sip:a@b> x"})
    void valueWithoutAUriInBracketsIsRefused(String wire) {
        assertThatExceptionOfType(CpimException.class).isThrownBy(() -> CpimAddress.parse(wire));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip:a@b>", "sip:a@b\r\nX: y", "sip:a b"})
    void uriThatWouldEndEarlyIsRefused(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CpimAddress("", uri));
    }
}
