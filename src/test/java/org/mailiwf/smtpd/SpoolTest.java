package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.StreamCache;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.smtpd.spool.SpoolDirectory;
import org.mailiwf.smtpd.spool.SpooledMail;

class SpoolTest extends SmtpdTestSupport {

    @TempDir
    Path directory;

    private final List<Path> seen = new ArrayList<>();
    private final String large = "x".repeat(70);

    private List<Path> spooled() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool")).toList();
        }
    }

    private String options() {
        return "spoolThreshold=1000&spoolDirectory=" + directory;
    }

    private String[] largeMail() {
        return Stream.generate(() -> large).limit(1000).toArray(String[]::new);
    }

    @Test
    void largeMailLiesInAFileForItsOwnerOnlyAndIsGoneAfterTheReply() throws Exception {
        serve(options(), exchange -> {
            seen.addAll(spooled());
            assertThat(Files.getPosixFilePermissions(seen.get(0))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            StreamCache cache = (StreamCache) exchange.getMessage().getBody();
            assertThat(cache.inMemory()).isFalse();
            assertThat(cache.length()).isGreaterThan(72_000);
            String once = exchange.getMessage().getBody(String.class);
            assertThat(once).hasSize((int) cache.length()).endsWith(large + "\r\n");
            cache.reset();
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(once);
        });
        assertThat(envelope().data(largeMail()).reply()).startsWith("250 2.6.0 ");
        assertThat(seen).hasSize(1);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void smallMailStaysInMemory() throws Exception {
        serve(options(), exchange -> {
            seen.addAll(spooled());
            assertThat(((StreamCache) exchange.getMessage().getBody()).inMemory()).isTrue();
        });
        assertThat(envelope().data("x").reply()).startsWith("250 2.6.0 ");
        assertThat(seen).isEmpty();
    }

    @Test
    void fileIsGoneWhenTheRouteFails() throws Exception {
        serve(options(), exchange -> {
            seen.addAll(spooled());
            throw new IllegalStateException("broken");
        });
        assertThat(envelope().data(largeMail()).reply()).startsWith("451 ");
        assertThat(seen).hasSize(1);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void fileIsGoneWhenTheMailIsRefusedForItsSize() throws Exception {
        serve(options() + "&maxMessageSize=10000", exchange -> { });
        assertThat(envelope().data(largeMail()).reply()).startsWith("552 ");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void fileIsGoneWhenTheConnectionIsLost() throws Exception {
        serve(options(), exchange -> { });
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send(largeMail());
        await().until(() -> !spooled().isEmpty());
        client.close();
        await().until(() -> spooled().isEmpty());
    }

    @Test
    void fileIsGoneWhenTheServerStops() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        serve(options(), exchange -> { });
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send(largeMail());
        await().until(() -> !spooled().isEmpty());
        context.stop();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leftoversOfADeadProcessAreRemovedAndOnlyThose() throws Exception {
        Files.writeString(directory.resolve("smtpd-0badcafe.lock"), "");
        Files.writeString(directory.resolve("smtpd-0badcafe-abc.spool"), "mail");
        Files.writeString(directory.resolve("someone-elses.spool"), "precious");
        serve(options(), exchange -> { });
        assertThat(spooled()).extracting(file -> file.getFileName().toString()).containsExactly("someone-elses.spool");
        assertThat(directory.resolve("smtpd-0badcafe.lock")).doesNotExist();
    }

    @Test
    void mailsOfARunningGatewayAreLeftAlone() throws Exception {
        serve(options(), exchange -> { });
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send(largeMail());
        await().until(() -> !spooled().isEmpty());
        try (SpoolDirectory second = SpoolDirectory.open(directory)) {
            assertThat(spooled()).hasSize(1);
        }
        assertThat(client.send(".").reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void directoryIsMadeForItsOwnerOnly() throws Exception {
        Path made = directory.resolve("new/spool");
        serve("spoolDirectory=" + made, exchange -> { });
        assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void copyOutlivesTheReply() throws Exception {
        List<StreamCache> copies = new ArrayList<>();
        serve(options(), exchange -> copies.add(((StreamCache) exchange.getMessage().getBody()).copy(new DefaultExchange(context))));
        assertThat(envelope().data(largeMail()).reply()).startsWith("250 2.6.0 ");
        assertThat(spooled()).isEmpty();
        assertThat(((InputStream) copies.get(0)).readAllBytes()).hasSize((int) copies.get(0).length());
    }

    @Test
    void theHeaderSectionIsKnownAtTheBeginningAlone() throws Exception {
        List<Boolean> known = new ArrayList<>();
        serve(options(), exchange -> {
            SpooledMail mail = (SpooledMail) exchange.getMessage().getBody();
            known.add(mail.headerSection().header().count("Received") == 1);
            mail.read();
            known.add(mail.headerSection() == null);
            mail.reset();
            known.add(mail.headerSection() != null);
            known.add(((SpooledMail) mail.copy(new DefaultExchange(context))).headerSection() != null);
        });

        assertThat(envelope().data(largeMail()).reply()).startsWith("250 2.6.0 ");
        assertThat(known).containsExactly(true, true, true, true);
    }
}
