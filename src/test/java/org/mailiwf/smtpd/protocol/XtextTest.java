package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {

    @ParameterizedTest
    @CsvSource({"abc,abc", "a+2Bb,a+b", "a+3Db,a=b", "+20, ' '", "+7E,~"})
    void xtextIsDecoded(String in, String out) {
        assertThat(Xtext.decode(in)).isEqualTo(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "+2", "+2b", "+GG", "a=b", "+0D", "+0A", "+00", "+7F", "+80", "\u00e4"})
    void whatIsNoXtextOrHidesAControlIsRefused(String in) {
        assertThat(Xtext.decode(in)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"\\x{FC}ber,\u00fcber", "\\x{1F600},\uD83D\uDE00", "+C3+BCber,\u00fcber", "\u00fcber,\u00fcber", "a+2Bb,a+b"})
    void utf8AddressesAreDecoded(String in, String out) {
        assertThat(Xtext.decodeUtf8(in)).isEqualTo(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x{0D}", "\\x{D800}", "\\x{110000}", "\\x{}", "\\x{FFFFFFFF}", "\\xFC",
            "\\x{zz}", "+C3", "+0A", "\\x{2028}", "+"})
    void whatIsNoUtf8AddressIsRefused(String in) {
        assertThat(Xtext.decodeUtf8(in)).isNull();
    }
}
