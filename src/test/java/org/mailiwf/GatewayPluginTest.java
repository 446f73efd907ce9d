package org.mailiwf;

import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Camel started by somebody else than our launcher. */
class GatewayPluginTest {

    @ParameterizedTest
    @CsvSource({"iwf.profile, cpm", "iwf.expires, ''", "iwf.smtp.hostname, iwf.op.example"})
    void aSettingThatNobodyNamesHasItsDefault(String key, String value) throws Exception {
        try (CamelContext camel = contextWith(new Properties())) {
            camel.start();

            assertThat(camel.resolvePropertyPlaceholders("{{" + key + "}}")).isEqualTo(value);
        }
    }

    @Test
    void evenTheWeakestPropertiesOfTheApplicationAreStrongerThanADefault() throws Exception {
        try (CamelContext camel = contextWith(new Properties())) {
            camel.getPropertiesComponent().setInitialProperties(properties("iwf.domain", "gw.example"));
            camel.start();

            assertThat(camel.resolvePropertyPlaceholders("{{iwf.smtp.hostname}}")).isEqualTo("gw.example");
        }
    }

    @ParameterizedTest
    @CsvSource({"iwf.pager.limit, many", "iwf.smtp.auth.mode, required"})
    void aWrongSettingStopsTheStartAndIsNamed(String key, String value) throws Exception {
        try (CamelContext camel = contextWith(properties(key, value))) {
            assertThatThrownBy(camel::start).rootCause()
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(key + "=" + value + ": ");
            assertThat(camel.isStarted()).isFalse();
        }
    }

    @Test
    void aSettingThatThereIsNotStopsTheStart() throws Exception {
        try (CamelContext camel = contextWith(new Properties())) {
            camel.getPropertiesComponent().setInitialProperties(properties("iwf.smpt.listen", "127.0.0.1:25"));

            assertThatThrownBy(camel::start).rootCause().hasMessageStartingWith("iwf.smpt.listen=127.0.0.1:25: there is no such setting");
        }
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    private static CamelContext contextWith(Properties properties) {
        CamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().setOverrideProperties(properties);
        return camel;
    }
}
