package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mailiwf.smtpd.SmtpRecipient.Notify.DELAY;
import static org.mailiwf.smtpd.SmtpRecipient.Notify.FAILURE;
import static org.mailiwf.smtpd.SmtpRecipient.Notify.NEVER;
import static org.mailiwf.smtpd.SmtpRecipient.Notify.SUCCESS;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.SmtpRecipient.Notify;

/** The table of interworking 6.1, and decision 8. */
class NotificationRequestTest {

    private static final String BOB = "bob@op.example";
    private static final String DNT = "Disposition-Notification-To: Alice <alice@CORP.example>";

    private final NotificationRequest notifications = new NotificationRequest();

    @Test
    void withoutNotifyOnlyAFailureIsAskedFor() {
        assertRequest(TestMail.of(), "negative-delivery");
    }

    @Test
    void notifySuccessIsPositiveDelivery() {
        assertRequest(TestMail.of().to(BOB, SUCCESS), "positive-delivery");
    }

    @Test
    void notifyFailureIsNegativeDelivery() {
        assertRequest(TestMail.of().to(BOB, FAILURE), "negative-delivery");
    }

    @Test
    void notifySuccessAndFailureAreBoth() {
        assertRequest(TestMail.of().to(BOB, SUCCESS, FAILURE, DELAY), "negative-delivery, positive-delivery");
    }

    @Test
    void notifyDelayAsksForNothing() {
        assertRequest(TestMail.of().to(BOB, DELAY), null);
    }

    @Test
    void notifyNeverAsksForNothingWhateverElseIsSaid() {
        assertRequest(TestMail.of(DNT).to(BOB, NEVER), null);
    }

    @Test
    void dispositionNotificationToTheSenderAsksForDeliveryAndDisplay() {
        assertRequest(TestMail.of(DNT), "negative-delivery, positive-delivery, display");
        assertRequest(TestMail.of(DNT).to(BOB, DELAY), "negative-delivery, positive-delivery, display");
    }

    @Test
    void standardsDispositionNotificationAsksForDisplayAlone() {
        notifications.setDispositionNotification("standards");

        assertRequest(TestMail.of(DNT).to(BOB, DELAY), "display");
        assertRequest(TestMail.of(DNT), "negative-delivery, display");
        assertRequest(TestMail.of(DNT).to(BOB, SUCCESS), "positive-delivery, display");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Disposition-Notification-To: mallory@evil.example", "Disposition-Notification-To: alice@corp.example, bob@corp.example",
        "Disposition-Notification-To: Alice@corp.example", "Disposition-Notification-To:", "Disposition-Notification-To: <>",
        "Disposition-Notification-To: =?utf-8?q?alice=40corp.example?=",
        "Disposition-Notification-To: alice@corp.example\r\nDisposition-Notification-To: mallory@evil.example"
    })
    void dispositionNotificationToAnybodyElseIsDroppedSilently(String field) {
        assertRequest(TestMail.of(field), "negative-delivery");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; x=y", "Auto-Submitted: auto-notified (why)",
        "List-Id: <l.corp.example>",
        "Precedence: bulk", "Precedence: LIST", "Precedence: junk"
    })
    void mailOfAProgramAsksForNothing(String field) {
        assertRequest(TestMail.of(DNT, field).to(BOB, SUCCESS), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Auto-Submitted: No (a person)", "Auto-Submitted:", "Precedence: first-class"})
    void mailOfAPersonAsks(String field) {
        assertRequest(TestMail.of(field), "negative-delivery");
    }

    @Test
    void nullReversePathAsksForNothing() {
        assertRequest(TestMail.of(DNT).mailFrom("").to(BOB, SUCCESS), null);
        assertRequest(TestMail.of(DNT).mailFrom(null).to(BOB, SUCCESS), null);
    }

    @Test
    void recipientOfTheExchangeComesBeforeTheFirstOfTheMail() {
        SmtpRecipient second = new SmtpRecipient("carol@op.example", Set.of(Notify.SUCCESS), null, null);

        assertRequest(TestMail.of().to(BOB, NEVER).header(SmtpConstants.RECIPIENT, second), "positive-delivery");
    }

    @ParameterizedTest
    @CsvSource({"always", "CR", "''"})
    void wrongSettingNamesKeyValueAndWhatIsAllowed(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> notifications.setDispositionNotification(setting))
                .withMessage("iwf.disposition-notification: '" + setting + "' is not allowed; allowed: cr, standards");
    }

    private void assertRequest(TestMail mail, String value) {
        assertThat(notifications.dispositionNotification(mail.exchange())).isEqualTo(value);
    }
}
