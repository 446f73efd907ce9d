package org.mailiwf.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.CamelCli;
import org.mailiwf.peer.Folders;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The commands of docs/camel-cli.md, with ports of the test put in. */
@RequiresPeer(program = "mvn", debianPackage = "maven")
class CamelCliIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String[] MAIL = {"From: alice@corp.example", "Subject: Review", "", "The review moved."};

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheRoutes() throws IOException {
        Folders.copyFiles(Path.of("routes"), folder.resolve("routes"));
    }

    @Test
    void theRoutesAloneAreAGatewayWithItsDemoHandset() throws Exception {
        String handset = "127.0.0.1:" + Loopback.freePort();
        try (CamelCli camel = CamelCli.run(folder.resolve("routes"), documented("camel run *",
                "iwf.demo-handset.listen=udp:" + handset, "iwf.sip.next-hop=sip:" + handset + ";transport=udp", "iwf.demo-handset.enabled=true"))) {
            assertThat(send(camel).line()).startsWith("250 2.6.0 ").endsWith("(SIP 200)");
            await().atMost(LIMIT).until(() -> camel.output().contains("The review moved."));
        }
    }

    @Test
    void anotherNextHopAndNoHandset() throws Exception {
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer("404 Not Found"));
             CamelCli camel = CamelCli.run(folder.resolve("routes"), documented("camel run * --prop=iwf.sip.next-hop=sip:192.0.2.20:5060;transport=udp",
                     "iwf.sip.next-hop=" + phone.uri()))) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(camel.output()).containsPattern("READY smtp=127\\.0\\.0\\.1:\\d+ sip=udp:"));
            assertThat(camel.output()).doesNotContain("Started demo-handset");
            assertThat(send(camel).line()).startsWith("550 5.1.1 ");
            assertThat(phone.received()).filteredOn(request -> request.startLine().startsWith("MESSAGE ")).hasSize(1);
        }
    }

    @Test
    void aWrongSettingStopsTheStart() {
        assertThatThrownBy(() -> CamelCli.run(folder.resolve("routes"), documented("camel run *", "iwf.max-forwards=many")))
                .isInstanceOf(AssertionError.class).hasMessageContaining("mail-iwf: iwf.max-forwards=many: must be a number from 1 to 255");
    }

    @Test
    void fromAnotherFolderWithTheDependencyOnTheCommandLine() throws Exception {
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer("200 OK"));
             CamelCli camel = CamelCli.run(folder, documented("camel run routes/* --dep=mvn:org.mailiwf:mail-iwf:0.1.0-SNAPSHOT",
                     "iwf.sip.next-hop=" + phone.uri(), "iwf.demo-handset.enabled=false"))) {
            assertThat(send(camel).code()).isEqualTo(250);
        }
    }

    @Test
    void theThreeKameletsAreAGateway() throws Exception {
        Folders.copyFiles(Path.of("kamelets"), folder.resolve("kamelets"));
        Folders.copyFiles(Path.of("kamelets/examples"), folder.resolve("kamelets/examples"));
        String command = "run kamelets/examples/cpm-pager-sink.camel.yaml --local-kamelet-dir=kamelets --dep=mvn:org.mailiwf:mail-iwf:0.1.0-SNAPSHOT";
        assertThat(Files.readString(Path.of("docs/kamelets.md"))).contains("    camel " + command + "\n");
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer("404 Not Found"));
             CamelCli camel = CamelCli.run(folder, List.of((command + " --prop=example.listen=127.0.0.1:0 --prop=example.next-hop=" + phone.uri()
                     + " --prop=camel.component.sip.listen=udp:127.0.0.1:0,tcp:127.0.0.1:0").split(" ")))) {
            assertThat(send(camel).line()).startsWith("550 5.1.1 ");
        }
    }

    @Test
    void noPasswordIsInTheLogAlsoWhereAllIsLogged() throws Exception {
        List<String> arguments = new ArrayList<>(documented("camel run *", "iwf.demo-handset.enabled=false"));
        arguments.add("--logging-level=debug");
        try (CamelCli camel = CamelCli.run(folder.resolve("routes"), arguments); SmtpClient client = SmtpClient.greeted(camel.smtpPort())) {
            client.command("AUTH PLAIN AGFsaWNlAHNlc2FtZQ==");
            client.command("QUIT");
            assertThat(camel.output()).contains(" DEBUG ").doesNotContain("AGFsaWNlAHNlc2FtZQ==");
        }
    }

    @Test
    void theDependencyIsThisVersion() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<artifactId>mail-iwf</artifactId>\\s*<version>([^<]+)</version>.*", "$1");
        assertThat(Files.readAllLines(Path.of("routes/application.properties")))
                .contains("camel.jbang.dependencies=mvn:org.mailiwf:mail-iwf:" + version);
    }

    private static SmtpClient.Reply send(CamelCli camel) throws IOException {
        try (SmtpClient client = SmtpClient.greeted(camel.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", MAIL);
        }
    }

    /** The arguments of a command that the document shows, as a shell would pass them; and settings behind, which are stronger. */
    private List<String> documented(String command, String... settings) throws IOException {
        assertThat(Files.readString(Path.of("docs/camel-cli.md"))).contains("    " + command + "\n");
        List<String> arguments = new ArrayList<>();
        for (String word : command.substring("camel ".length()).split(" ")) {
            if (word.endsWith("*")) {
                try (Stream<Path> files = Files.list(folder.resolve("routes"))) {
                    files.sorted().forEach(file -> arguments.add(word.replace("*", file.getFileName().toString())));
                }
            } else {
                arguments.add(word);
            }
        }
        arguments.add("--prop=iwf.smtp.listen=127.0.0.1:0");
        arguments.add("--prop=iwf.sip.listen=udp:127.0.0.1:0,tcp:127.0.0.1:0");
        arguments.add("--prop=iwf.msrp.listen=tcp:127.0.0.1:0");
        Stream.of(settings).forEach(setting -> arguments.add("--prop=" + setting));
        return arguments;
    }
}
