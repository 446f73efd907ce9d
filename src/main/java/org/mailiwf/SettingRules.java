package org.mailiwf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.camel.util.TimeUtils;
import org.mailiwf.lookup.AliasFile;
import org.mailiwf.mapping.MessageDates;
import org.mailiwf.mapping.MessageIdentifiers;
import org.mailiwf.mapping.NotificationRequest;
import org.mailiwf.mapping.RecipientAddresses;
import org.mailiwf.mapping.SenderIdentity;
import org.mailiwf.mapping.SenderTrust;
import org.mailiwf.mapping.StatusMap;
import org.mailiwf.mapping.SubmissionRights;
import org.mailiwf.msrp.transport.MsrpListen;
import org.mailiwf.sip.DigestServer;
import org.mailiwf.sip.SipAdmission;

/** What each setting may be. Where a bean reads a value, it is that bean that judges it. */
final class SettingRules {

    private static final Pattern HOST = Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*");
    private static final Pattern HOST_PORT = Pattern.compile("([^:\\[\\]\\s]+|\\[[0-9a-fA-F:.%]+]):(\\d{1,5})");
    private static final Pattern LISTENING_POINT = Pattern.compile("(udp|tcp|tls):" + HOST_PORT.pattern());
    private static final Pattern NEXT_HOP = Pattern.compile("sips?:([^:;,@\\[\\]\\s]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?(;[^\\s,]+)?");
    private static final Pattern REDIRECT = Pattern.compile("\\*|" + HOST.pattern() + "|\\[[0-9a-fA-F:.]+]");

    /** Of a URI: an IPv6 address stands in brackets. */
    private static final Pattern URI_HOST = Pattern.compile("(" + HOST.pattern() + "|\\[[0-9a-fA-F:.]+])");
    private static final Pattern SENT_BY = Pattern.compile(URI_HOST.pattern() + "(:\\d{1,5})?");

    private static final Predicate<String> TEXT = Pattern.compile("[^\"\\\\\\p{Cntrl}#][^\"\\\\\\p{Cntrl}]*").asMatchPredicate();

    private static final Map<String, Consumer<String>> RULES = new HashMap<>();

    static {
        Consumer<String> host = matches(HOST, "a host name such as iwf.op.example");
        Consumer<String> listen = matches(HOST_PORT, "host:port such as 127.0.0.1:2525");
        Consumer<String> points = each(matches(LISTENING_POINT, "transport:host:port such as udp:127.0.0.1:5060, several comma separated"));
        Consumer<String> seconds = number(0, 999_999_999, "seconds, a number from 0 to 999999999");
        Consumer<String> password = secret(value -> !value.startsWith("#"), "text that does not begin with #");
        Consumer<String> file = optional(test(name -> Files.isReadable(Path.of(name)), "a file that can be read"));
        rule("iwf.domain", new SenderIdentity()::setDomain);
        rule("iwf.domains", new RecipientAddresses()::setDomains);
        rule("iwf.profile", oneOf("cpm", "simple"));
        rule("iwf.smtp.listen", listen);
        rule("iwf.smtp.hostname", host);
        rule("iwf.smtp.max-size", number(0, Long.MAX_VALUE, "octets, a number; 0 for no limit"));
        rule("iwf.smtp.max-recipients", number(100, 100_000, "a number from 100 (RFC 5321 section 4.5.3.1.8) to 100000"));
        rule("iwf.smtp.max-connections", number(1, 1_000_000, "a number from 1 to 1000000"));
        rule("iwf.smtp.idle-timeout", SettingRules::duration);
        rule("iwf.smtp.deliverby-min", seconds);
        rule("iwf.smtp.trusted-networks", new SenderTrust()::setTrustedNetworks);
        rule("iwf.smtp.spool-threshold", number(0, Integer.MAX_VALUE, "octets, a number from 0 to 2147483647"));
        rule("iwf.smtp.spool-directory", optional(test(name -> Files.isDirectory(Path.of(name)), "a directory that exists")));
        SmtpLimitRules.all().forEach(SettingRules::rule);
        rule("iwf.smtp.tls.mode", oneOf("off", "starttls", "required", "implicit"));
        rule("iwf.smtp.tls.certificate", file);
        rule("iwf.smtp.tls.key", file);
        rule("iwf.smtp.tls.keystore", file);
        rule("iwf.smtp.tls.key-password", optional(password));
        rule("iwf.smtp.tls.client-auth", oneOf("none", "want", "need"));
        rule("iwf.smtp.tls.trust", file);
        rule("iwf.smtp.auth.mode", oneOf("off", "optional", "required"));
        rule("iwf.smtp.auth.users", file);
        rule("iwf.smtp.auth.senders", new SubmissionRights()::setFile);
        rule("iwf.smtp.auth.without-tls", oneOf("true", "false"));
        rule("iwf.submission.listen", optional(listen));
        rule("iwf.submissions.listen", optional(listen));
        rule(HttpListener.SETTING, optional(listen));
        rule("iwf.http.next-hop-readiness", oneOf("true", "false"));
        rule("iwf.sip.listen", points);
        rule("iwf.sip.next-hop", optional(each(matches(NEXT_HOP,
                "a SIP URI without user such as sip:127.0.0.1:5070;transport=udp, several comma separated, or empty"))));
        rule("iwf.sip.next-hop-rest", SettingRules::duration);
        rule("iwf.sip.next-hop-ping", SettingRules::secondsOrNever);
        rule("iwf.sip.keep-alive", SettingRules::duration);
        rule("iwf.sip.sent-by", optional(matches(SENT_BY, "host or host:port, an IPv6 address in brackets, or empty")));
        rule("iwf.sip.tcp-above", number(0, 65_535, "octets, a number from 0 to 65535; 0 for never"));
        rule("iwf.sip.one-at-a-time", oneOf("true", "false"));
        rule("iwf.sip.redirect-domains", optional(each(matches(REDIRECT, "a host such as op.example, several comma separated, * or empty"))));
        rule("iwf.sip.username", optional(test(TEXT, "text without quotation marks, backslashes and control characters")));
        rule("iwf.sip.password", optional(password));
        rule("iwf.sip.realm", optional(test(TEXT, "text without quotation marks, backslashes and control characters")));
        rule("iwf.sip.trusted-peers", peers -> new SipAdmission(peers, 0));
        rule("iwf.sip.auth.users", file);
        rule("iwf.sip.auth.realm", optional(test(TEXT.and(value -> value.indexOf(':') < 0),
                "text without colons, quotation marks, backslashes and control characters")));
        rule("iwf.sip.auth.algorithms", DigestServer::algorithms);
        rule("iwf.sip.rate-limit", number(0, 1_000_000, "requests a second, a number from 0 to 1000000; 0 for any number"));
        rule("iwf.sip.tls.key-store", file);
        rule("iwf.sip.tls.key-store-password", optional(password));
        rule("iwf.sip.tls.trust-store", file);
        rule("iwf.sip.tls.trust-store-password", optional(password));
        rule("iwf.sip.tls.client-auth", oneOf("none", "want", "need"));
        rule("iwf.sip.t1", number(1, 60_000, "milliseconds, a number from 1 to 60000"));
        rule("iwf.msrp.listen", SettingRules::msrpPoints);
        rule("iwf.msrp.host", optional(matches(URI_HOST, "a host name or address, an IPv6 address in brackets, or empty")));
        rule("iwf.msrp.max-sessions", number(1, 100_000, "a number from 1 to 100000"));
        rule("iwf.msrp.sdp", oneOf("ietf", "ims24247"));
        rule("iwf.msrp.wait-for-report", oneOf("true", "false"));
        rule("iwf.msrp.tls.key-store", file);
        rule("iwf.msrp.tls.key-store-password", optional(password));
        rule("iwf.msrp.tls.trust-store", file);
        rule("iwf.msrp.tls.trust-store-password", optional(password));
        rule("iwf.max-forwards", number(1, 255, "a number from 1 to 255"));
        LookupRules.all().forEach(SettingRules::rule);
        rule("iwf.pager.limit", number(1, 65_000, "octets, a number from 1 to 65000"));
        rule("iwf.pager.measure", oneOf("content", "request"));
        rule("iwf.timeout.pager", SettingRules::duration);
        LargeMessageRules.all().forEach(SettingRules::rule);
        rule("iwf.recipients.file", new AliasFile()::setFile);
        rule("iwf.recipients.default", new RecipientAddresses()::setTemplate);
        rule("iwf.from.template", new SenderIdentity()::setTemplate);
        rule("iwf.asserted-identity", new SenderIdentity()::setAssertedIdentity);
        rule("iwf.date", new MessageDates()::setMode);
        rule("iwf.expires", new MessageDates()::setDefaultExpires);
        rule("iwf.disposition-notification", new NotificationRequest()::setDispositionNotification);
        rule("iwf.secret", new MessageIdentifiers()::setSecret);
        rule("iwf.status-map.file", new StatusMap()::setOverrides);
        rule("iwf.demo-handset.enabled", oneOf("auto", "true", "false"));
        rule("iwf.demo-handset.listen", points);
        rule("iwf.demo-handset.directory", optional(test(name -> Files.isDirectory(Path.of(name)), "a directory that exists")));
    }

    private SettingRules() {
    }

    /** @throws SettingException if {@code value} is not allowed for {@code key} */
    static void check(String key, String value) {
        Consumer<String> rule = RULES.get(key);
        if (rule == null) {
            throw new SettingException(key, value, "there is no such setting");
        }
        try {
            rule.accept(value);
        } catch (SecretException e) {
            throw new SettingException(key + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // the beans name the key and the value themselves, because they are also used without this launcher
            throw e.getMessage().startsWith(key) ? new SettingException(e.getMessage()) : new SettingException(key, value, e.getMessage());
        }
    }

    private static void rule(String key, Consumer<String> rule) {
        RULES.put(key, rule);
    }

    private static Consumer<String> test(Predicate<String> allowed, String what) {
        return value -> {
            if (!allowed.test(value)) {
                throw new IllegalArgumentException("must be " + what);
            }
        };
    }

    private static Consumer<String> matches(Pattern pattern, String what) {
        return test(value -> pattern.matcher(value).matches(), what);
    }

    static Consumer<String> oneOf(String... values) {
        return test(List.of(values)::contains, String.join(" or ", values));
    }

    static Consumer<String> number(long least, long most, String what) {
        return test(value -> value.matches("\\d{1,18}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most, what);
    }

    /** A rule for a value that no message may show. */
    private static Consumer<String> secret(Predicate<String> allowed, String what) {
        return value -> {
            if (!allowed.test(value)) {
                throw new SecretException("must be " + what);
            }
        };
    }

    private static Consumer<String> each(Consumer<String> rule) {
        return value -> {
            for (String item : value.split(",", -1)) {
                rule.accept(item.strip());
            }
        };
    }

    private static Consumer<String> optional(Consumer<String> rule) {
        return value -> {
            if (!value.isEmpty()) {
                rule.accept(value);
            }
        };
    }

    static void duration(String value) {
        try {
            if (TimeUtils.toMilliSeconds(value) > 0) {
                return;
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("must be a duration such as 45s or 5m", e);
        }
        throw new IllegalArgumentException("must be a duration over zero such as 45s or 5m");
    }

    private static void msrpPoints(String value) {
        try {
            MsrpListen.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be " + e.getMessage(), e);
        }
    }

    private static void secondsOrNever(String value) {
        if (!value.equals("0")) {
            duration(value);
            if (TimeUtils.toMilliSeconds(value) < 1000) {
                throw new IllegalArgumentException("must be a duration of a second at least such as 30s or 5m, or 0");
            }
        }
    }

    private static final class SecretException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        SecretException(String message) {
            super(message);
        }
    }
}
