package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/smtpd.md} says what is so. */
class DocumentationTest extends SmtpdTestSupport {

    private String page;

    @BeforeEach
    void read() throws Exception {
        page = Files.readString(Path.of("docs/smtpd.md"));
    }

    @Test
    void exampleRuns() throws Exception {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(example.find()).isTrue();
        String yaml = example.group(1).replace("host: 0.0.0.0", "host: 127.0.0.1").replace("port: 2525", "port: 0");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("example.camel.yaml", yaml));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:deliver").process(exchange -> assertThat((List<?>) exchange.getMessage().getHeader(SmtpConstants.RECIPIENTS))
                        .extracting("resolved").isEqualTo(List.of("sip:bob@op.example")));
            }
        });
        context.start();
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<eve@x.example>", "RCPT TO:<bob@op.example>")
                .expect("250 2.1.0 Sender ok", "550 5.7.1 Relaying denied", "250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "").reply()).matches("250 2\\.6\\.0 [0-9a-z]{14} Message delivered");
    }

    @Test
    void everyOptionHasItsRow() {
        List<String> options = new ArrayList<>();
        for (Class<?> configuration : List.of(SmtpdConfiguration.class, SmtpdSecurityConfiguration.class)) {
            for (Field field : configuration.getDeclaredFields()) {
                options.add("| `" + field.getName() + "` |");
            }
        }
        assertThat(page).contains(options);
    }

    @Test
    void everyHeaderThatIsSetHasItsRow() throws Exception {
        List<String> headers = new ArrayList<>();
        for (Field field : SmtpConstants.class.getFields()) {
            headers.add("| `" + field.get(null) + "` |");
        }
        assertThat(page).contains(headers);
    }
}
