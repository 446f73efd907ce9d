package org.mailiwf.msrp.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The values of header fields. */
class MsrpValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"1-2048/4189", "2049-*/4189", "1-*/*", "1-0/0", "1-5/*", "4097-4096/4189", "999999999999999999-*/*"})
    void aByteRangeIsReadAndWritten(String text) throws Exception {
        assertThat(ByteRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-2", "0-5/10", "2-0/10", "1-11/10", "12-*/10", "-1-2/3", "1-2/3/4", "1-2/", "*-2/3", "1--2/3",
            "1-2 /3", "a-b/c",
        "1-9999999999999999999/*", "+1-2/3"})
    void whatIsNoByteRangeIsRefused(String text) {
        assertThatThrownBy(() -> ByteRange.parse(text)).isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void reportsHaveDefaults() throws Exception {
        MsrpHead head = head();
        assertThat(head.successReport()).isFalse();
        assertThat(head.failureReport()).isEqualTo(FailureReport.YES);
    }

    @Test
    void reportsAreReadAndWritten() throws Exception {
        assertThat(head("Success-Report", "yes").successReport()).isTrue();
        for (FailureReport report : FailureReport.values()) {
            assertThat(head("Failure-Report", report.toString()).failureReport()).isEqualTo(report);
        }
    }

    @Test
    void whatIsNoneOfTheirValuesIsRefused() {
        assertThatThrownBy(head("Success-Report", "maybe")::successReport).isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(head("Failure-Report", "Yes")::failureReport).isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(head("Message-ID", "a b")::messageId).isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(head("Message-ID", "abc")::messageId).isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(head()::messageId).isInstanceOf(MsrpSyntaxException.class);
        assertThatThrownBy(head()::toPath).isInstanceOf(MsrpSyntaxException.class);
    }

    @Test
    void identifiersAreNotRepeated() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String id = MsrpIds.next();
            assertThat(MsrpSyntax.isIdent(id)).isTrue();
            assertThat(ids.add(id)).isTrue();
        }
    }

    private static MsrpHead head(String... field) {
        return MsrpHead.request("abcd", "SEND", field.length == 0 ? List.of() : List.of(new MsrpField(field[0], field[1])));
    }
}
