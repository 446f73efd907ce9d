package org.mailiwf.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/msrp.md} names every option. */
class MsrpDocumentationTest {

    @ParameterizedTest
    @ValueSource(classes = {MsrpConnectionOptions.class, MsrpCamelEndpoint.class})
    void everyOptionHasItsRow(Class<?> options) throws Exception {
        String page = Files.readString(Path.of("docs/msrp.md"));

        for (Method method : options.getDeclaredMethods()) {
            if (method.getName().startsWith("set")) {
                String option = Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4);
                assertThat(page).contains("| `" + option + "` ");
            }
        }
    }
}
