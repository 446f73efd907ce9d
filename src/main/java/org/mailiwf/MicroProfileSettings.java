package org.mailiwf;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** What MicroProfile Config does not tell by itself. */
final class MicroProfileSettings {

    private MicroProfileSettings() {
    }

    /** Whether there is an implementation of MicroProfile Config here: not outside Quarkus. */
    static boolean isThere(ClassLoader loader) {
        return loader.getResource("META-INF/services/org.eclipse.microprofile.config.spi.ConfigProviderResolver") != null;
    }

    /** Whether the strongest source that knows {@code key} says that it is empty, which MicroProfile Config takes for not set. */
    static boolean isGivenEmpty(String key) {
        Comparator<ConfigSource> strongestFirst = Comparator.comparingInt(ConfigSource::getOrdinal).reversed();
        return StreamSupport.stream(ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .sorted(strongestFirst)
                .map(source -> source.getValue(key))
                .filter(Objects::nonNull)
                .findFirst()
                .filter(String::isBlank)
                .isPresent();
    }
}
