package org.mailiwf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    private static final Path DEFAULTS = Path.of("routes", "application.properties");
    private static final String KEY = "iwf.smtp.max-size";

    @TempDir
    Path directory;

    @Test
    void theDefaultIsTheOneOfTheFileOfRoutes() {
        assertThat(load(null, Map.of(), Map.of(), Map.of()).get(KEY)).isEqualTo("10485760");
    }

    @Test
    void theDefaultsInTheJarAreThoseOfTheFileOfRoutes() {
        assertThat(Settings.of(Map.of()).asProperties()).isEqualTo(load(null, Map.of(), Map.of(), Map.of()).asProperties());
        assertThat(Settings.of(Map.of(KEY, "1")).get(KEY)).isEqualTo("1");
        assertThatThrownBy(() -> Settings.of(Map.of("iwf.no.such.setting", "1"))).isInstanceOf(SettingException.class)
                .hasMessageContaining("iwf.no.such.setting=1: there is no such setting; routes/application.properties names them all");
    }

    @Test
    void aFileIsStrongerThanTheDefaultTheEnvironmentThanTheFileThePropertyThanTheEnvironmentTheCommandLineThanAll() throws IOException {
        Path file = Files.writeString(directory.resolve("my.properties"), KEY + " = 1");
        Map<String, String> environment = Map.of("IWF_SMTP_MAX_SIZE", "2");
        Map<String, String> system = Map.of(KEY, "3");
        Map<String, String> commandLine = Map.of(KEY, "4");

        assertThat(load(file, Map.of(), Map.of(), Map.of()).get(KEY)).isEqualTo("1");
        assertThat(load(file, environment, Map.of(), Map.of()).get(KEY)).isEqualTo("2");
        assertThat(load(file, environment, system, Map.of()).get(KEY)).isEqualTo("3");
        assertThat(load(file, environment, system, commandLine).get(KEY)).isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gw.op.example", "gw.op.example:5062", "192.0.2.1:5060", "[2001:db8::1]", "[2001:db8::1]:5060"})
    void theSentByIsANameOrAnAddressWithAPortOrWithout(String sentBy) {
        assertThat(Settings.of(Map.of("iwf.sip.sent-by", sentBy)).get("iwf.sip.sent-by")).isEqualTo(sentBy);
    }

    @Test
    void theHostNameFollowsTheDomainUnlessItIsGiven() {
        assertThat(load(null, Map.of(), Map.of(), Map.of("iwf.domain", "gw.example")).get("iwf.smtp.hostname")).isEqualTo("gw.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "iwf.profile                | xmpp                | cpm or simple",
            "iwf.smtp.listen            | 2525                | host:port",
            "iwf.smtp.max-recipients    | 10                  | 100",
            "iwf.smtp.max-size          | 10M                 | octets",
            "iwf.smtp.idle-timeout      | soon                | duration",
            "iwf.dns.servers            | dns.example:53      | addresses",
            "iwf.dns.timeout            | 2m                  | up to 1m",
            "iwf.sender-verification    | spf                 | off or cr or internet",
            "iwf.sender-verification.timeout | 3m             | up to 2m",
            "iwf.spf.fail               | ignore              | reject or mark",
            "iwf.recipients.order       | file,ldap,file      | each once",
            "iwf.recipients.cache-time  | soon                | duration",
            "iwf.recipients.longest-rest | 25h               | up to 24h",
            "iwf.recipients.sql.url     | postgres://x        | jdbc:",
            "iwf.recipients.sql.query   | select 1            | :#address",
            "iwf.recipients.ldap.url    | http://x            | ldap://",
            "iwf.recipients.ldap.filter | (mail=*)            | {address}",
            "iwf.recipients.timeout     | 0                   | from 1 to 60",
            "iwf.recipients.im-domains  | not a domain        | domain names",
            "iwf.enum.suffix            | not a domain        | e164.arpa",
            "iwf.smtp.trusted-networks  | 10.0.0.0/99         | CIDR",
            "iwf.smtp.limit.errors     | -1                  | 0 for no limit",
            "iwf.smtp.limit.header-size | 10                  | octets",
            "iwf.smtp.limit.data-timeout | 0                  | duration",
            "iwf.smtp.limit.greeting-delay | 61s              | 0s to 60s",
            "iwf.smtp.limit.greeting-delay | !                | duration",
            "iwf.smtp.limit.exempt-networks | relay.example   | CIDR",
            "iwf.smtp.proxy-protocol.networks | 10.0.0.1/8    | CIDR",
            "iwf.sip.listen             | sctp:127.0.0.1:5060 | udp:127.0.0.1:5060",
            "iwf.sip.next-hop           | 127.0.0.1:5060      | sip:127.0.0.1:5070",
            "iwf.sip.next-hop           | sip:192.0.2.20,,    | comma separated",
            "iwf.sip.next-hop-rest      | soon                | duration",
            "iwf.sip.next-hop-ping      | 30                  | a second at least",
            "iwf.sip.tls.key-store      | /no/such/file       | file that can be read",
            "iwf.sip.sent-by            | 2001:db8::1:5060    | in brackets",
            "iwf.sip.tls.client-auth    | maybe               | none or want or need",
            "iwf.sip.trusted-peers      | 10.0.0.0/99         | CIDR",
            "iwf.sip.username           | a\"b                 | quotation marks",
            "iwf.domain                 | a b                 | domain name",
            "iwf.recipients.default     | {local}@{domain}    | sip:",
            "iwf.recipients.file        | /no/such/file       | file",
            "iwf.status-map.file        | /no/such/file       | CSV file",
            "iwf.max-forwards           | 0                   | 1 to 255",
            "iwf.demo-handset.enabled   | yes                 | auto or true or false",
            "iwf.smpt.listen            | 127.0.0.1:25        | no such setting",
    })
    void aWrongSettingIsNamedWithItsValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> load(null, Map.of(), Map.of(), Map.of(key, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(key)
                .hasMessageContaining(value)
                .hasMessageContaining(allowed)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aWrongPasswordIsNotShown() {
        assertThatThrownBy(() -> load(null, Map.of(), Map.of(), Map.of("iwf.sip.password", "#hunter2")))
                .isInstanceOf(SettingException.class)
                .hasMessage("iwf.sip.password: must be text that does not begin with #");
    }

    private static Settings load(Path file, Map<String, String> environment, Map<String, String> system, Map<String, String> commandLine) {
        Properties properties = new Properties();
        properties.putAll(system);
        return Settings.load(DEFAULTS, file, environment, properties, commandLine);
    }
}
