package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3676. In the cases {@code #} is CR LF before and LF after. */
class FlowedTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        "one |one ", "one #two#|one two#", "one#two#|one#two#", " stuffed#|stuffed#", " >no quote#|>no quote#", ">one #>two#|> one two#",
        "> one #> two#|> one two#", ">one #two#|> one #two#", ">one #>>two#|> one #>> two#", "one #-- #two#|one #-- #two#",
        "one ##two#|one #two#", ">-- #>x#|> -- #> x#", ">#>a#|>#> a#",
    })
    void linesThatFlowAreJoined(String text, String unfolded) {
        assertThat(unfold(text, false)).isEqualTo(unfolded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        "one  #two#|one two#", "on #e#|one#", "-- #x#|-- #x#", "> on #> e#|> one#",
    })
    void withDelSpTheSpaceGoes(String text, String unfolded) {
        assertThat(unfold(text, true)).isEqualTo(unfolded);
    }

    private static String unfold(String text, boolean delSp) {
        return FlowedText.unfold(text.replace("#", "\r\n"), delSp).replace("\n", "#");
    }
}
