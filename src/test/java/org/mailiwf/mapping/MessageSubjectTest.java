package org.mailiwf.mapping;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageSubjectTest {

    private final MessageSubject subject = new MessageSubject();

    @Test
    void aMailWithoutASubjectHasNone() {
        assertThat(subject.of(TestMail.of("From: a@b.example").exchange())).isNull();
    }

    @Test
    void anEncodedSubjectIsDecodedAndStaysOnOneLine() {
        assertThat(subject.of(TestMail.of("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe=0D=0ARoute:_x?=").exchange())).isEqualTo("Gr\u00fc\u00dfe Route: x");
    }

    @Test
    void spacesInASubjectAreKept() {
        assertThat(subject.of(TestMail.of("Subject: a  b").exchange())).isEqualTo("a  b");
    }

    @Test
    void ofTwoSubjectsTheFirstCounts() {
        assertThat(subject.of(TestMail.of("Subject: one", "Subject: two").exchange())).isEqualTo("one");
    }

    @Test
    void aSubjectThatNoDisplayCanShowIsCutAndSaysSo() {
        String cut = subject.of(TestMail.of("Subject: " + "x".repeat(5000)).exchange());
        assertThat(cut).hasSize(MessageSubject.MAX_LENGTH).endsWith("x\u2026");
    }
}
