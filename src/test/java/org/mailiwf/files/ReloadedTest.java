package org.mailiwf.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ReloadedTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Reloaded.class);

    @TempDir
    private Path folder;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path file;
    private int loads;

    @BeforeEach
    void listen() throws IOException {
        file = Files.writeString(folder.resolve("value"), "one");
        log.start();
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
    }

    private Reloaded<String> reloaded(Duration interval) {
        return new Reloaded<>(List.of(file), this::load, interval);
    }

    private String load() {
        loads++;
        try {
            String content = Files.readString(file);
            if (content.startsWith("mad")) {
                throw new IllegalStateException("nobody expected this");
            }
            if (content.startsWith("broken")) {
                throw new IllegalArgumentException(file + ": is broken");
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read", new UncheckedIOException(e));
        }
    }

    @Test
    void contentThatNobodyExpectedLeavesTheOldValue() throws Exception {
        Reloaded<String> value = reloaded(Duration.ZERO);
        Files.writeString(file, "mad indeed");
        assertThat(value.get()).isEqualTo("one");
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
    }

    @Test
    void fileThatChangedIsLoadedAgainAndOneThatDidNotIsNot() throws IOException {
        Reloaded<String> value = reloaded(Duration.ZERO);
        assertThat(value.get()).isEqualTo("one");
        Files.writeString(file, "second");
        assertThat(value.get()).isEqualTo("second");
        assertThat(value.get()).isEqualTo("second");
        assertThat(loads).isEqualTo(2);
    }

    @Test
    void brokenFileKeepsTheOldValueAndIsSaidOnce() throws IOException {
        Reloaded<String> value = reloaded(Duration.ZERO);
        Files.writeString(file, "broken file");
        assertThat(List.of(value.get(), value.get(), value.get())).containsOnly("one");
        assertThat(log.list).filteredOn(event -> event.getLevel() == Level.ERROR).singleElement()
                .hasToString("[ERROR] What was loaded before stays in use: " + file + ": is broken");
        Files.writeString(file, "mended it");
        assertThat(value.get()).isEqualTo("mended it");
    }

    @Test
    void fileThatVanishedKeepsTheOldValueUntilItIsBack() throws IOException {
        Reloaded<String> value = reloaded(Duration.ZERO);
        Files.delete(file);
        assertThat(value.get()).isEqualTo("one");
        Files.writeString(file, "back");
        assertThat(value.get()).isEqualTo("back");
    }

    @Test
    void withinTheIntervalFilesAreNotLookedAt() throws IOException {
        Reloaded<String> value = reloaded(Duration.ofHours(1));
        Files.writeString(file, "second");
        assertThat(value.get()).isEqualTo("one");
    }

    @Test
    void brokenFileAtTheStartIsAnError() throws IOException {
        Files.writeString(file, "broken");
        assertThatThrownBy(() -> reloaded(Duration.ZERO)).hasMessage(file + ": is broken");
    }
}
