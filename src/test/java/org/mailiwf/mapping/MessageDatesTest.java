package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mailiwf.smtpd.DeliverBy.Mode.NOTIFY;
import static org.mailiwf.smtpd.DeliverBy.Mode.RETURN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of interworking 4.4: the mail of example a, written at 08:15:02 GMT and received a second later. */
class MessageDatesTest {

    private static final String DATE = "Date: Mon, 24 Nov 2025 09:15:02 +0100";
    private static final Instant ORIG_DATE = Instant.parse("2025-11-24T08:15:02Z");
    private static final Instant RECEIVED = ORIG_DATE.plusSeconds(1);

    private final MessageDates dates = new MessageDates();

    @BeforeEach
    void sendingASecondAfterReceipt() {
        now(RECEIVED.plusSeconds(1));
    }

    private void now(Instant instant) {
        dates.setClock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    @Test
    void crDateIsTheOrigDateAndExpiresCountsFromItToTheDeadline() {
        Exchange mail = TestMail.of(DATE).deliverBy(120, RETURN, RECEIVED).exchange();

        assertThat(date(mail)).isEqualTo("Mon, 24 Nov 2025 08:15:02 GMT");
        assertThat(expires(mail)).isEqualTo(121);
        assertThat(datePlusExpires(mail)).isEqualTo(RECEIVED.plusSeconds(120));
    }

    @Test
    void nowDateIsTheTimeOfSendingAndExpiresWhatRemains() {
        dates.setMode("now");
        Exchange mail = TestMail.of(DATE).deliverBy(120, RETURN, RECEIVED).exchange();

        assertThat(date(mail)).isEqualTo("Mon, 24 Nov 2025 08:15:04 GMT");
        assertThat(expires(mail)).isEqualTo(119);
        assertThat(datePlusExpires(mail)).isEqualTo(RECEIVED.plusSeconds(120));
    }

    @Test
    void nowExpiresRoundsDownAndIsAtLeastOne() {
        dates.setMode("now");
        Exchange mail = TestMail.of(DATE).deliverBy(120, RETURN, RECEIVED).exchange();

        now(RECEIVED.plusMillis(60_001));
        assertThat(expires(mail)).isEqualTo(59);
        now(RECEIVED.plusMillis(119_999));
        assertThat(expires(mail)).isEqualTo(1);
    }

    @Test
    void queuedTenMinutesWithNineHundredSecondsLeavesDatePlusExpiresAtTheDeadlineInBothModes() {
        Exchange mail = TestMail.of(DATE).deliverBy(900, RETURN, ORIG_DATE).exchange();
        now(ORIG_DATE.plusSeconds(600));

        assertThat(datePlusExpires(mail)).isEqualTo(ORIG_DATE.plusSeconds(900));
        dates.setMode("now");
        assertThat(expires(mail)).isEqualTo(300);
        assertThat(datePlusExpires(mail)).isEqualTo(ORIG_DATE.plusSeconds(900));
    }

    @Test
    void missingOrigDateGivesTheFormOfNow() {
        Exchange mail = TestMail.of("Subject: x").deliverBy(120, RETURN, RECEIVED).exchange();

        assertThat(date(mail)).isEqualTo("Mon, 24 Nov 2025 08:15:04 GMT");
        assertThat(expires(mail)).isEqualTo(119);
        assertThat(dateTime(mail)).isEqualTo("2025-11-24T08:15:04Z");
    }

    @ParameterizedTest
    @CsvSource({
        "-86400,true", "-86401,false", "86400,false"
    })
    void origDateMoreThan24HoursOffGivesTheFormOfNow(long offset, boolean origDate) {
        Instant received = ORIG_DATE.minusSeconds(offset);
        now(received);
        Exchange mail = TestMail.of(DATE).deliverBy(120, RETURN, received).exchange();

        assertThat(date(mail).equals("Mon, 24 Nov 2025 08:15:02 GMT")).isEqualTo(origDate);
        assertThat(datePlusExpires(mail)).isEqualTo(received.plusSeconds(120));
    }

    @Test
    void origDateOfAFastClockStandsWithoutDeadlineUpTo24Hours() {
        Exchange mail = TestMail.of(DATE).receivedAt(ORIG_DATE.minus(Duration.ofHours(24))).exchange();
        assertThat(date(mail)).isEqualTo("Mon, 24 Nov 2025 08:15:02 GMT");

        now(ORIG_DATE.minus(Duration.ofHours(25)));
        Exchange earlier = TestMail.of(DATE).receivedAt(ORIG_DATE.minus(Duration.ofHours(25))).exchange();
        assertThat(date(earlier)).isEqualTo("Sun, 23 Nov 2025 07:15:02 GMT");
    }

    @Test
    void origDateBehindTheDeadlineGivesTheFormOfNow() {
        Instant received = ORIG_DATE.minusSeconds(3600);
        now(received);
        Exchange mail = TestMail.of(DATE).deliverBy(120, RETURN, received).exchange();

        assertThat(date(mail)).isEqualTo("Mon, 24 Nov 2025 07:15:02 GMT");
        assertThat(expires(mail)).isEqualTo(120);
    }

    @Test
    void modeNMakesNoExpiresEvenWithADefault() {
        dates.setDefaultExpires("300");

        assertThat(expires(TestMail.of(DATE).deliverBy(120, NOTIFY, RECEIVED).exchange())).isNull();
    }

    @Test
    void withoutDeliverByThereIsNoExpires() {
        assertThat(expires(TestMail.of(DATE).receivedAt(RECEIVED).exchange())).isNull();
    }

    @Test
    void defaultExpiresCountsFromReceipt() {
        dates.setDefaultExpires("300");
        Exchange mail = TestMail.of(DATE).receivedAt(RECEIVED).exchange();

        assertThat(expires(mail)).isEqualTo(301);
        assertThat(datePlusExpires(mail)).isEqualTo(RECEIVED.plusSeconds(300));
        assertThat(expired(mail)).isFalse();
    }

    @Test
    void expiredIsModeRFromItsDeadlineOn() {
        Exchange mail = TestMail.of(DATE).deliverBy(120, RETURN, RECEIVED).exchange();

        now(RECEIVED.plusMillis(119_999));
        assertThat(expired(mail)).isFalse();
        now(RECEIVED.plusSeconds(120));
        assertThat(expired(mail)).isTrue();
        assertThat(expired(TestMail.of(DATE).deliverBy(-5, NOTIFY, RECEIVED).exchange())).isFalse();
        assertThat(expired(TestMail.of(DATE).exchange())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Mon, 24 Nov 2025 09:15:02 +0100|2025-11-24T09:15:02+01:00",
        "24 Nov 2025 09:15 +0530|2025-11-24T09:15:00+05:30",
        "Mon, 24 Nov 2025 08:15:02 -0000|2025-11-24T08:15:02Z",
        "Mon, 24 Nov 2025 08:15:02 GMT|2025-11-24T08:15:02Z",
        "Mon, 24 Nov 25 03:15:02 EST|2025-11-24T03:15:02-05:00",
        "Mon (a (nested) comment), 24 Nov 2025 01:15:02 -0700 (MST)|2025-11-24T01:15:02-07:00",
        "Mon, 3 Nov 2025 08:15:02|2025-11-03T08:15:02Z",
        "Mon,24 November 2025 8:5:2 +01:00|2025-11-24T08:05:02+01:00",
        "Sat, 31 Dec 2016 23:59:60 +0000|2016-12-31T23:59:59Z",
        "Thu, 1 Jan 70 00:00:00 Z|1970-01-01T00:00:00Z",
        "Thu, 1 Jan 125 00:00:00 K|2025-01-01T00:00:00Z"
    })
    void dateTimeKeepsTheMailsOwnOffset(String date, String dateTime) {
        assertThat(dateTime(TestMail.of("Date: " + date).exchange())).isEqualTo(dateTime);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "yesterday", "Mon, 32 Nov 2025 09:15:02 +0100", "Mon, 30 Feb 2025 09:15:02 +0100", "Mon, 24 Nov 2025",
        "Mon, 24 Nov 2025 25:00:00 +0100",
        "Mon, 24 Foo 2025 09:15:02 +0100", "Mon, 24 anf 2025 09:15:02 +0100", "24 Nov 1025 09:15:02 +0100", "24 Nov 2025 09:15:02 +9900",
        "24 Nov 2025 09 +0100", "24 Nov 2025 1:2:3:4", "99999999999999999999 Nov 2025 09:15:02", "24 Nov 99999 09:15:02",
        "24 Nov 2025 :: +0100",
        "24 Nov 2025 09:15:02 +", "(((((((((((((((", ", , , ,"
    })
    void dateThatCannotBeReadIsAsMissing(String date) {
        assertThat(dateTime(TestMail.of("Date: " + date).exchange())).isEqualTo("2025-11-24T08:15:04Z");
    }

    @Test
    void longDateIsAsMissing() {
        assertThat(dateTime(TestMail.of(DATE + " " + "(x)".repeat(1000)).exchange())).isEqualTo("2025-11-24T08:15:04Z");
    }

    @Test
    void dayOfTheSipDateHasTwoDigits() {
        now(Instant.parse("2025-11-03T08:15:02Z"));

        assertThat(date(TestMail.of("Date: Mon, 3 Nov 2025 09:15:02 +0100").exchange())).isEqualTo("Mon, 03 Nov 2025 08:15:02 GMT");
    }

    @Test
    void wrongSettingsNameKeyValueAndWhatIsAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> dates.setMode("later"))
                .withMessage("iwf.date: 'later' is not allowed; allowed: cr, now");
        for (String wrong : new String[] {"0", "-1", "5m", "4294967296", "99999999999"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> dates.setDefaultExpires(wrong))
                    .withMessage("iwf.expires: '" + wrong + "' is not allowed; allowed: empty, or seconds from 1 to 4294967295");
        }
        dates.setDefaultExpires("");
    }

    private Instant datePlusExpires(Exchange mail) {
        return ZonedDateTime.parse(date(mail), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().plusSeconds(expires(mail));
    }

    private String date(Exchange mail) {
        return found("date", mail, String.class);
    }

    private String dateTime(Exchange mail) {
        return found("dateTime", mail, String.class);
    }

    private Long expires(Exchange mail) {
        return found("expires", mail, Long.class);
    }

    private boolean expired(Exchange mail) {
        return found("expired", mail, Boolean.class);
    }

    private <T> T found(String property, Exchange mail, Class<T> type) {
        dates.process(mail);
        return mail.getProperty(property, type);
    }
}
