package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailHeaderTest {

    private static final int MAX_OCTETS = 65536;

    @Test
    void readsUpToTheBlankLineAndTakesNothingOfTheBodyForAField() throws Exception {
        MailHeader header = header("Subject: one\r\nTo: a@b.example\r\n\r\nBody: text\r\n\r\n");

        assertThat(header.fields()).extracting(MailHeader.Field::name).containsExactly("Subject", "To");
    }

    @Test
    void aLineMayBeLongerThanWhatIsReadAtOnce() throws Exception {
        String words = "word ".repeat(3000).strip();

        MailHeader header = header("A: 1\r\nSubject: " + words + "\r\nB: 2\r\n\r\n");

        assertThat(header.first("Subject")).isEqualTo(words);
        assertThat(header.first("B")).isEqualTo("2");
    }

    @Test
    void foldedLinesAreOneValue() throws Exception {
        MailHeader header = header("Subject: one\r\n\ttwo\r\n three\r\n\r\n");

        assertThat(header.rawFirst("subject")).isEqualTo("one\ttwo three");
        assertThat(header.first("SUBJECT")).isEqualTo("one two three");
    }

    @Test
    void bareLineFeedsEndLinesToo() throws Exception {
        assertThat(header("A: 1\nB: 2\n\nbody").count("B")).isEqualTo(1);
    }

    @Test
    void whiteSpaceBeforeTheColonIsNotPartOfTheName() throws Exception {
        assertThat(header("Subject \t: x\r\n\r\n").first("Subject")).isEqualTo("x");
    }

    @Test
    void aLineThatIsNoFieldEndsTheSection() throws Exception {
        assertThat(header("A: 1\r\nno field\r\nB: 2\r\n\r\n").fields()).extracting(MailHeader.Field::name).containsExactly("A");
    }

    @Test
    void anMboxLineInFrontIsSkipped() throws Exception {
        assertThat(header("From alice Mon Nov 23 20:00:00 2026\r\nA: 1\r\n\r\n").first("A")).isEqualTo("1");
    }

    @Test
    void absentFieldsAreNullAndCountZero() throws Exception {
        MailHeader header = header("A: 1\r\nA: 2\r\n\r\n");

        assertThat(header.first("B")).isNull();
        assertThat(header.rawFirst("B")).isNull();
        assertThat(header.count("B")).isZero();
        assertThat(header.count("a")).isEqualTo(2);
        assertThat(header.first("a")).isEqualTo("1");
    }

    @Test
    void aSectionOverTheBoundIsRefused() {
        assertThatThrownBy(() -> MailHeader.read(stream("A: 12345\r\n\r\n"), 11))
                .isInstanceOf(MailRefusedException.class).hasMessage("Header section is longer than 11 octets");
    }

    @Test
    void aSectionOfExactlyTheBoundIsRead() throws Exception {
        assertThat(MailHeader.read(stream("A: 12345\r\n\r\n"), 12).first("A")).isEqualTo("12345");
    }

    @Test
    void moreThanAThousandFieldsAreRefused() throws Exception {
        assertThat(header("a:b\r\n".repeat(1000) + "\r\n").count("a")).isEqualTo(1000);
        assertThatThrownBy(() -> header("a:b\r\n".repeat(1001) + "\r\n"))
                .isInstanceOf(MailRefusedException.class).hasMessage("More than 1000 header fields");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "=?utf-8?q?Gr=C3=BC=C3=9Fe?=                              | Grüße",
        "=?UTF-8?B?R3LDvMOfZQ==?=                                 | Grüße",
        "=?iso-8859-15?Q?10_=A4?=                                 | 10 €",
        "=?iso-8859-1?Q?=80?=                                     | €",
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=                       | 日本",
        "=?utf-8*de?q?=C3=BC?=                                    | ü",
        "=?utf-8?q?a?= =?utf-8?q?b?=                              | ab",
        "=?utf-8?q?a?= b =?utf-8?q?c?=                            | a b c",
        "=?utf-8?q?a?= =?iso-8859-1?q?=FC?=                       | aü",
        "=?utf-8?B?8J+Y?= =?utf-8?B?gA==?=                        | 😀",
        "=?utf-8?q?=C3?= x                                        | \uFFFD x",
        "=?x-unknown?q?a?=                                        | =?x-unknown?q?a?=",
        "=?utf-8?x?a?=                                            | =?utf-8?x?a?=",
        "=?utf-8?q?unfinished                                     | =?utf-8?q?unfinished",
        "=?=?utf-8?q?a?=                                          | =?a",
        "a=?utf-8?q?b?=c                                          | abc",
        "=?utf-8?q?=ZZ=4?=                                        | =ZZ=4",
        "=?utf-8?B?R3L-D?=                                        | Gr\uFFFD",
        "=?                                                       | =?",
    })
    void encodedWordsAreDecoded(String raw, String decoded) throws Exception {
        MailHeader header = header("Subject: " + raw + "\r\n\r\n");

        assertThat(header.first("Subject")).isEqualTo(decoded);
        assertThat(header.rawFirst("Subject")).isEqualTo(raw);
    }

    @Test
    void decodedControlsBecomeSpacesAndNulVanishes() throws Exception {
        assertThat(header("Subject: =?utf-8?q?a=0D=0ARoute:=09x=00y=1B=7F=C2=85z=E2=80=A8.?=\r\n\r\n").first("Subject"))
                .isEqualTo("a Route: xy z .");
    }

    @Test
    void rawControlsDoNotSurviveEither() throws Exception {
        MailHeader header = header("Subject: a\rb\0c\r\n\r\n");

        assertThat(header.first("Subject")).isEqualTo("a b c");
        assertThat(header.rawFirst("Subject")).isEqualTo("a b c");
    }

    @Test
    void bidiFormattingIsRemoved() throws Exception {
        assertThat(header("Subject: =?utf-8?q?a=E2=80=AEb=E2=81=A6c=E2=81=A9=E2=80=ACd?=\r\n\r\n").first("Subject")).isEqualTo("abcd");
    }

    @Test
    void unpairedSurrogatesAreReplaced() throws Exception {
        assertThat(header("Subject: =?utf-16be?B?2AAAYQ==?=\r\n\r\n").first("Subject")).doesNotContain("\uD800").contains("\uFFFD");
    }

    @Test
    void eightBitOctetsAreUtf8OrElseWindows1252() throws Exception {
        assertThat(header("Subject: Größe €\r\n\r\n", StandardCharsets.UTF_8).first("Subject")).isEqualTo("Größe €");
        assertThat(header("Subject: Größe €\r\n\r\n", Charset.forName("windows-1252")).first("Subject")).isEqualTo("Größe €");
    }

    private static MailHeader header(String text) throws IOException, MailRefusedException {
        return header(text, StandardCharsets.UTF_8);
    }

    private static MailHeader header(String text, Charset charset) throws IOException, MailRefusedException {
        return MailHeader.read(new ByteArrayInputStream(text.getBytes(charset)), MAX_OCTETS);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
