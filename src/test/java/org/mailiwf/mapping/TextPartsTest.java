package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TextPartsTest {

    /** What makes text hard to cut: accents apart, families of emoji, flags, Hangul in pieces, CR LF, words longer than a part, spaces alone. */
    private static final List<String> BITS = List.of("a", " ", "word ", "\r\n", "ü", "€", "e\u0301", "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "\ud83c\udde9\ud83c\uddea", "\u1112\u1161\u11ab", "\u0e01\u0e33", "שלום ",
            "https://op.example/a-long-address-without-a-space-in-it ", "\t", "\u0915\u094d\u0937", "(1/2) ");

    @Test
    void textWithinTheLimitIsOnePartWithoutNumber() {
        assertThat(TextParts.numbered("Grüße", 7, 10)).containsExactly("Grüße");
    }

    @Test
    void partsAreNumberedAndEndWithAWord() {
        assertThat(TextParts.numbered("The review moved to room 4.2.", 20, 10))
                .containsExactly("(1/3) The review ", "(2/3) moved to room ", "(3/3) 4.2.");
    }

    @Test
    void tenPartsNeedMoreRoomForTheirNumbers() {
        List<String> parts = TextParts.numbered("abcdefgh ".repeat(12), 17, 99);

        assertThat(parts).hasSize(12).startsWith("(1/12) abcdefgh ").endsWith("(12/12) abcdefgh ");
    }

    @Test
    void moreThanTheMostPartsAreNone() {
        assertThat(TextParts.numbered("x".repeat(100), 20, 7)).isEmpty();
        assertThat(TextParts.numbered("x".repeat(98), 20, 7)).hasSize(7);
    }

    @Test
    void aLimitThatTheNumbersUseUpMakesNone() {
        assertThat(TextParts.numbered("x".repeat(100), 9, 99)).isEmpty();
    }

    @Test
    void shortenedTextEndsWithAWordAndSaysSo() {
        assertThat(TextParts.shortened("The review moved to room 4.2.", 25, " [cut]")).isEqualTo("The review moved [cut]");
        assertThat(TextParts.shortened("The review", 5, " [cut]")).isEmpty();
    }

    @Test
    void aCharacterOfEndlessAccentsIsCutBecauseItMustBe() {
        String text = "e" + "\u0301".repeat(1000);

        assertThat(joined(TextParts.numbered(text, 100, 99))).isEqualTo(text);
    }

    @RepeatedTest(200)
    void anyTextIsTheSameAgainWhenItsPartsAreJoined(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder made = new StringBuilder();
        for (int i = random.nextInt(400) + 1; i > 0; i--) {
            made.append(BITS.get(random.nextInt(BITS.size())));
        }
        String text = made.toString();
        int limit = 40 + random.nextInt(200);

        List<String> parts = TextParts.numbered(text, limit, 999);

        assertThat(joined(parts)).isEqualTo(text);
        assertThat(parts).allSatisfy(part -> assertThat(part.getBytes(UTF_8).length).isLessThanOrEqualTo(limit));
        assertThat(parts).allSatisfy(part -> assertThat(new String(part.getBytes(UTF_8), UTF_8)).as("no half of a character").isEqualTo(part));
        // a cluster that a cut went through would count twice
        assertThat(clusters(pieces(parts))).isEqualTo(clusters(List.of(text)));
    }

    private static int clusters(List<String> texts) {
        return texts.stream().mapToInt(text -> (int) Pattern.compile("\\X").matcher(text).results().count()).sum();
    }

    private static String joined(List<String> parts) {
        return String.join("", pieces(parts));
    }

    private static List<String> pieces(List<String> parts) {
        if (parts.size() == 1) {
            return parts;
        }
        return parts.stream().map(part -> part.replaceFirst("^\\(" + (parts.indexOf(part) + 1) + "/" + parts.size() + "\\) ", ""))
                .collect(Collectors.toList());
    }
}
