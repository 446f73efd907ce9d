package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.lookup.RecipientAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.NamingAuthority;

class EnumNumberTest {

    private static final String NAME = "1.0.3.9.4.enum.example";

    private final KnownNames names = new KnownNames();
    private final EnumNumber numbers = new EnumNumber();

    @BeforeEach
    void setUp() {
        numbers.useDns(names);
        numbers.setSuffix("enum.example");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        "+49301@op.example, +49301", "+49-30.1@op.example, +49301", "49301@op.example, none", "+49x@op.example, none", "+49@op.example, none",
        "+1234567890123456@op.example, none", "+123456789012345@op.example, +123456789012345", "bob@op.example, none", "+493+01@op.example, none"
    })
    void aNumberIsPlusAndThreeToFifteenDigits(String address, String number) {
        assertThat(EnumNumber.number(address)).isEqualTo(number);
    }

    @Test
    void brokenRulesAndThoseForSomethingElseArePassedOver() {
        names.records(NAME, rule(1, "u", "E2U+sip", "!broken", ""), rule(2, "u", "E2U+sip", "!^.*$!http://x/!", ""),
                rule(3, "u", "E2U+tel", "!^.*$!tel:+1!", ""), rule(4, "p", "E2U+sip", "!^.*$!sip:p@x!", ""),
                rule(5, "U", "e2u+voice:tel+SIP", "!^.*$!sips:bob@op.example!", ""));

        assertThat(numbers.find("+49301@op.example")).isEqualTo(new RecipientAnswer(Outcome.FOUND, List.of("sips:bob@op.example"), "enum"));
    }

    @ParameterizedTest
    @CsvSource({"sip:a@bx, FOUND", "sip:a@b<x>, UNKNOWN", "sip:a@b?Route=c, UNKNOWN", "tel:+1, UNKNOWN", "javascript:x, UNKNOWN"})
    void whatARuleMakesIsASipUriOrNothing(String uri, Outcome outcome) {
        names.records(NAME, rule(1, "u", "E2U+sip", "!^.*$!" + uri + "!", ""));

        assertThat(numbers.find("+49301@op.example").outcome()).isEqualTo(outcome);
    }

    @Test
    void fiveNonTerminalRulesAreFollowedAndNoSixth() {
        names.records(NAME, rule(1, "", "", "", "h1"));
        for (int i = 1; i <= 4; i++) {
            names.records("h" + i, rule(1, "", "", "", "h" + (i + 1)));
        }
        names.records("h5", rule(1, "u", "E2U+sip", "!^.*$!sip:end@op.example!", ""));
        assertThat(numbers.find("+49301@op.example").sipUris()).containsExactly("sip:end@op.example");

        names.records("h5", rule(1, "", "", "", "h6")).records("h6", rule(1, "u", "E2U+sip", "!^.*$!sip:end@op.example!", ""));
        assertThat(numbers.find("+49301@op.example").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void withoutASuffixThereIsNoEnum() {
        numbers.setSuffix("");
        assertThat(numbers.find("+49301@op.example").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThatIllegalArgumentException().isThrownBy(() -> numbers.setSuffix("not a domain")).withMessageContaining("iwf.enum.suffix");
    }

    private static NamingAuthority rule(int order, String flags, String service, String regexp, String replacement) {
        return new NamingAuthority(order, 10, flags, service, regexp, replacement);
    }
}
