package org.mailiwf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.camel.util.TimeUtils;
import org.mailiwf.net.Networks;

/** What the settings may be that say what SMTP clients are held to. */
final class SmtpLimitRules {

    private static final String LIMIT = "iwf.smtp.limit.";
    private static final long LONGEST_GREETING_DELAY = 60_000;

    private SmtpLimitRules() {
    }

    static Map<String, Consumer<String>> all() {
        Map<String, Consumer<String>> rules = new LinkedHashMap<>();
        for (String count : List.of("connections-per-client", "mails-per-minute", "mails-per-minute-per-client", "recipients-per-minute",
                "recipients-per-minute-per-client", "unknown-recipients", "unknown-recipients-per-minute-per-client",
                "failed-logins-per-minute-per-client", "errors", "mails-in-flight")) {
            rules.put(LIMIT + count, SettingRules.number(0, Integer.MAX_VALUE, "a number from 0 to 2147483647; 0 for no limit"));
        }
        rules.put(LIMIT + "header-size", SettingRules.number(1000, 10_000_000, "octets, a number from 1000 to 10000000"));
        rules.put(LIMIT + "data-timeout", SettingRules::duration);
        rules.put(LIMIT + "greeting-delay", SmtpLimitRules::greetingDelay);
        rules.put(LIMIT + "exempt-networks", SmtpLimitRules::networks);
        rules.put("iwf.smtp.proxy-protocol.networks", SmtpLimitRules::networks);
        return rules;
    }

    private static void greetingDelay(String value) {
        try {
            long millis = TimeUtils.toMilliSeconds(value);
            // Camel takes what has no number in it for no time
            if (millis >= 0 && Character.isDigit((value + ' ').charAt(0)) && millis <= LONGEST_GREETING_DELAY) {
                return;
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("must be a duration such as 2s", e);
        }
        throw new IllegalArgumentException("must be a duration from 0s to 60s");
    }

    private static void networks(String value) {
        try {
            Networks.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be " + e.getMessage(), e);
        }
    }
}
