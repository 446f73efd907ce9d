package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of interworking 4.5. */
class MessagePriorityTest {

    private final MessagePriority priority = new MessagePriority();

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(nullValues = "omitted", value = {
        "Priority: urgent,urgent", "Priority: Normal,omitted", "Priority: non-urgent,non-urgent", "Priority: NON-URGENT,non-urgent",
        "Importance: high,urgent", "Importance: normal,omitted", "Importance: Low,non-urgent",
        "X-Priority: 1,urgent", "X-Priority: 2,urgent", "X-Priority: 3,omitted", "X-Priority: 4,non-urgent", "X-Priority: 5,non-urgent",
        "X-Priority: 1 (Highest),urgent", "X-Priority: 5(lowest),non-urgent", "X-Priority: 3 (Normal),omitted",
        "Subject: none of them,omitted", "Priority: emergency,omitted", "Importance: emergency,omitted", "X-Priority: 0,omitted",
        "X-Priority: 10,omitted", "X-Priority: 6,omitted", "X-Priority: high,omitted", "X-Priority:,omitted"
    })
    void fieldOfTheMailBecomesThePriority(String field, String sip) {
        assertThat(priority.of(TestMail.of(field).exchange())).isEqualTo(sip);
    }

    @ParameterizedTest(name = "{0} and {1} -> {2}")
    @CsvSource(nullValues = "omitted", value = {
        "Importance: low,X-Priority: 1,non-urgent", "X-Priority: 1,Importance: low,non-urgent",
        "Importance: high,Priority: non-urgent,non-urgent",
        "X-Priority: 1,Priority: normal,omitted", "Importance: normal,X-Priority: 1,omitted", "Priority: emergency,X-Priority: 1,urgent",
        "Importance: whatever,X-Priority: 5,non-urgent"
    })
    void priorityComesBeforeImportanceAndThatBeforeXPriority(String one, String other, String sip) {
        assertThat(priority.of(TestMail.of(one, other).exchange())).isEqualTo(sip);
    }
}
