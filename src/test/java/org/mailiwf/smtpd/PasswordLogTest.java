package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The library under the server logs at DEBUG what clients send. */
class PasswordLogTest extends SmtpdTestSupport {

    private static final String SESSION = "org.subethamail.smtp.server.Session";

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger(SmtpdConsumer.class);
    private final Logger session = (Logger) LoggerFactory.getLogger(SESSION);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            warnings.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        ours.setLevel(Level.WARN);
        appender.start();
        ours.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        ours.detachAppender(appender);
        ours.setLevel(null);
        session.setLevel(null);
    }

    @Test
    void theLaunchersLoggingHasNoPasswordsWhateverItsLevel() throws Exception {
        LoggerContext logging = new LoggerContext();
        logging.putProperty("iwf.log.level", "TRACE");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logging);
        configurator.doConfigure(SmtpdConsumer.class.getResource("/org/mailiwf/logback.xml"));

        assertThat(logging.getLogger("org.mailiwf").isTraceEnabled()).isTrue();
        assertThat(logging.getLogger(SESSION).isDebugEnabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"DEBUG,optional,1", "INFO,optional,0", "DEBUG,off,0"})
    void aListenerThatKnowsUsersWarnsWhereTheirPasswordsAreLogged(String level, String auth, int count) throws Exception {
        session.setLevel(Level.valueOf(level));
        context.getRegistry().bind("users", (SmtpAuthenticator) (user, password) -> true);
        serve("authenticator=#users&auth=" + auth, exchange -> { });

        assertThat(warnings).hasSize(count).allSatisfy(warning -> assertThat(warning).contains(SESSION, "passwords"));
    }
}
