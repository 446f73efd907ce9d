package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterizedValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "attachment; filename=a.pdf                                              | a.pdf",
        "attachment; FileName = \"a; b.pdf\" ; x=y                               | a; b.pdf",
        "attachment; filename=\"a\\\"b.pdf\"                                     | a\"b.pdf",
        "attachment; filename=a.pdf (comment; filename=(b))                      | a.pdf",
        "attachment; filename*=utf-8''%C3%BC.pdf                                 | ü.pdf",
        "attachment; filename*=iso-8859-1'de'%FC.pdf                             | ü.pdf",
        "attachment; filename=u.pdf; filename*=utf-8''%C3%BC.pdf                 | ü.pdf",
        "attachment; filename*0=\"a b\"; filename*1=\"c.pdf\"                    | a bc.pdf",
        "attachment; filename*1*=%C3%BC; filename*0*=utf-8''a; filename*2=.pdf   | aü.pdf",
        "attachment; filename*0*=utf-8''%C3; filename*1*=%BC                     | ü",
        "attachment; filename*0=a; filename*2=c                                  | a",
        "attachment; filename*=x-unknown''%FC                                    | ü",
        "attachment; filename*=100%                                              | 100%",
        "attachment; filename=\"open                                             | open",
        "attachment;; filename=a; filename=b                                     | a",
    })
    void parametersAreDecoded(String text, String filename) {
        ParameterizedValue value = new ParameterizedValue(text);

        assertThat(value.value()).isEqualTo("attachment");
        assertThat(value.parameter("filename")).isEqualTo(filename);
    }

    @Test
    void whatIsMissingIsNull() {
        assertThat(new ParameterizedValue("Text/HTML ").value()).isEqualTo("text/html");
        assertThat(new ParameterizedValue("text/plain; charset").parameter("charset")).isNull();
        assertThat(new ParameterizedValue("").value()).isEmpty();
    }
}
