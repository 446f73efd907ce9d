package org.mailiwf.smtpd.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpoolDirectoryTest {

    @TempDir
    private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static SpoolWriter writer(SpoolDirectory directory) throws IOException {
        SpoolWriter writer = directory.writer("id", 0);
        writer.write("mail".getBytes(), 0, 4);
        return writer;
    }

    @Test
    void mailThatAStopLeftBehindIsRemovedByTheNextStart() throws Exception {
        SpoolDirectory first = SpoolDirectory.open(folder);
        writer(first);
        first.close();
        assertThat(files()).hasSize(2);
        SpoolDirectory.open(folder).close();
        assertThat(files()).isEmpty();
    }

    @Test
    void closedDirectoryLeavesNothing() throws Exception {
        SpoolDirectory directory = SpoolDirectory.open(folder);
        writer(directory).close();
        directory.close();
        assertThat(files()).isEmpty();
    }

    @Test
    void directoryThatSomebodyHasRemovedCanBeClosed() throws Exception {
        Path directory = folder.resolve("spool");
        SpoolDirectory spool = SpoolDirectory.open(directory);
        try (Stream<Path> files = Files.list(directory)) {
            Files.delete(files.findFirst().orElseThrow());
        }
        Files.delete(directory);
        spool.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void pipeThatIsNamedLikeALockDoesNotHoldTheStart() throws Exception {
        Path pipe = folder.resolve("smtpd-0badcafe.lock");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        SpoolDirectory.open(folder).close();
        assertThat(files()).containsExactly(pipe);
    }

    @Test
    void linkThatIsNamedLikeALockIsNotFollowed() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("smtpd-0badcafe.lock"), elsewhere);
        SpoolDirectory.open(folder).close();
        assertThat(files()).containsExactlyInAnyOrder(elsewhere, link);
    }

    @Test
    void fileThatSomebodyHasCutIsAnErrorAndNotAnEndlessLoop() throws Exception {
        try (SpoolDirectory directory = SpoolDirectory.open(folder); SpoolWriter writer = writer(directory)) {
            SpooledMail mail = writer.mail();
            try (FileChannel file = FileChannel.open(directory.fileFor("id"), StandardOpenOption.WRITE)) {
                file.truncate(3);
            }
            assertThatThrownBy(() -> mail.writeTo(new ByteArrayOutputStream())).isInstanceOf(EOFException.class)
                    .hasMessageEndingWith("ends at 3 of 4 octets");
            mail.dispose();
        }
    }
}
