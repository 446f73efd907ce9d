package org.mailiwf.karaf;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationValuesTest {

    @Test
    void whatKarafAddsForItselfIsNoSettingAndBlanksAreNoValue() {
        Dictionary<String, Object> configuration = new Hashtable<>(Map.of(
                "iwf.profile", " simple ",
                "camel.main.jmxEnabled", true,
                "my.key", "value",
                "service.pid", "org.mailiwf",
                "felix.fileinstall.filename", "file:/opt/karaf/etc/org.mailiwf.cfg",
                "org.apache.karaf.features.configKey", "org.mailiwf"));

        assertThat(ConfigurationValues.of(configuration))
                .isEqualTo(Map.of("iwf.profile", "simple", "camel.main.jmxEnabled", "true", "my.key", "value"));
    }

    @Test
    void noConfigurationIsNoSettings() {
        assertThat(ConfigurationValues.of(null)).isNull();
    }
}
