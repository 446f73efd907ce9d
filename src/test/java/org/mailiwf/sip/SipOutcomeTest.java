package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class SipOutcomeTest {

    @Test
    void contactsAreOrderedByQ() {
        SipOutcome outcome = SipOutcome.of(302, "Moved", List.of(
                new SipField("Contact", "\"a, <b>\" <sip:low@x.example;q=1>;q=0.2, sip:none@x.example;expires=60"),
                new SipField("m", "<sip:mid@x.example>; q=0.5")));

        assertThat(outcome.contacts()).containsExactly("sip:none@x.example", "sip:mid@x.example", "sip:low@x.example;q=1");
    }

    @Test
    void aContactWhoseQHasNoValueCountsAsOneWithoutQ() {
        SipOutcome outcome = SipOutcome.of(302, "Moved", List.of(
                new SipField("Contact", "<sip:low@x.example>;q=0.5, <sip:a@x.example>;q ;expires=60, <sip:b@x.example>;q , <>")));

        assertThat(outcome.contacts()).containsExactly("sip:a@x.example", "sip:b@x.example", "sip:low@x.example");
    }

    @Test
    void retryAfterIsItsSeconds() {
        assertThat(retryAfter("120 (In a meeting);duration=3600")).isEqualTo(120);
        assertThat(retryAfter("99999999999999")).isEqualTo(Integer.MAX_VALUE);
        assertThat(retryAfter("soon")).isNull();
    }

    @Test
    void severalWarningsAreOneList() {
        List<SipField> fields = List.of(new SipField("Warning", "301 a \"x\""), new SipField("Warning", "399 b \"y\""));

        assertThat(SipOutcome.of(488, "", fields).warning()).isEqualTo("301 a \"x\", 399 b \"y\"");
    }

    private static Integer retryAfter(String value) {
        return SipOutcome.of(480, "", List.of(new SipField("Retry-After", value))).retryAfter();
    }
}
