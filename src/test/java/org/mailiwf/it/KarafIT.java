package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.Karaf;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** The features in an Apache Karaf, from its archive on. Karaf 4.4 does not start on later JVMs. */
@EnabledOnJre(JRE.JAVA_17)
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class KarafIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *karaf@root\\(\\)> (.*)$");
    /** Run by a test of its own. */
    private static final String SOURCES = "feature:install mail-iwf-sql mail-iwf-ldap";
    private static final String REPOSITORY = "feature:repo-add mvn:org.mailiwf/mail-iwf/0.1.0-SNAPSHOT/xml/features";

    @TempDir
    Path folder;

    private final int smtpPort = Loopback.freePort();
    private final int sipPort = Loopback.freePort();
    private Sipp sink;

    @Test
    void theGatewayIsInstalledFollowsItsFilesSurvivesARestartAndLeavesNothingBehind() throws Exception {
        Path spool = Files.createDirectory(folder.resolve("spool"));
        try (Sipp sipp = Sipp.start("answers", "udp"); Karaf karaf = Karaf.unpack(Files.createDirectory(folder.resolve("karaf")))) {
            configure(karaf, sipp, "cpm", spool);
            long start = System.nanoTime();
            karaf.start();
            long bare = karaf.residentMegabytes();
            karaf.command(REPOSITORY);
            assertThat(karaf.command("feature:list | grep iwf")).contains("mail-iwf-camel", "Uninstalled");
            karaf.command("feature:install mail-iwf");
            karaf.awaitReady(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(90));
            assertThat(send("bob").header("Content-Type")).isEqualTo("message/cpim");
            assertThat(karaf.command("mail-iwf:status"))
                    .contains("READY since", "127.0.0.1:" + smtpPort, "udp:127.0.0.1:" + sipPort, "1 taken, 0 refused", sipp.uri());
            assertThat(karaf.command("service:list org.apache.camel.CamelContext")).contains("camel.context.name = mail-iwf");


            assertSettingsAreFollowed(karaf, sipp, spool);
            assertRoutesAreFollowed(karaf);

            karaf.stop();
            karaf.start();
            karaf.awaitReady(6);
            assertThat(send("erin").header("Max-Forwards")).isEqualTo("7");
            assertThat(karaf.residentMegabytes() - bare).as("MiB above a bare Karaf of " + bare).isLessThan(200);

            karaf.command("feature:uninstall mail-iwf");
            assertNothingIsLeft(karaf);
            assertThat(Files.list(spool)).isEmpty();
            assertThat(karaf.etc("org.mailiwf.cfg")).exists();
            assertEveryCommandOfTheDocumentWasRun(karaf);
        }
    }

    private void assertSettingsAreFollowed(Karaf karaf, Sipp sipp, Path spool) throws Exception {
        configure(karaf, sipp, "xmpp", spool);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(karaf.log()).filteredOn(line -> line.contains("iwf.profile=xmpp"))
                .singleElement().asString().contains("ERROR", "must be cpm or simple"));
        assertThat(karaf.command("mail-iwf:status")).contains("READY since", "problem", "iwf.profile=xmpp: must be cpm or simple");
        assertThat(send("carol").header("Content-Type")).isEqualTo("message/cpim");

        configure(karaf, sipp, "simple", spool);
        karaf.awaitReady(2);
        assertThat(send("dave").header("Content-Type")).startsWith("text/plain");

        assertThat(karaf.command("config:property-set -p org.mailiwf iwf.profile cpm")).isNotNull();
        karaf.awaitReady(3);
        assertThat(send("frank").header("Content-Type")).isEqualTo("message/cpim");
    }

    private void assertRoutesAreFollowed(Karaf karaf) throws Exception {
        Path headers = karaf.etc("mail-iwf").resolve("cpm-headers.camel.yaml");
        String shipped = Files.readString(headers);
        String edited = shipped.replace("constant: \"{{iwf.max-forwards}}\"", "constant: \"7\"");
        assertThat(edited).isNotEqualTo(shipped);

        Files.writeString(headers, edited);
        karaf.awaitReady(4);
        assertThat(send("grace").header("Max-Forwards")).isEqualTo("7");

        Files.writeString(headers, edited + "\n- rout:\n    id: misspelt\n");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(karaf.log()).filteredOn(line -> line.contains("the gateway goes on as it was"))
                .hasSize(2).last().asString().contains("rout"));
        assertThat(send("heidi").header("Max-Forwards")).isEqualTo("7");

        Files.writeString(headers, edited);
        karaf.awaitReady(5);
        assertThat(karaf.command("mail-iwf:status")).doesNotContain("problem");
    }

    @Test
    void theComponentsAloneStartNothingAndTheGatewayCanComeAndGoBesideThemWithASourceOfRecipients() throws Exception {
        try (Sipp sipp = Sipp.start("answers", "udp"); Karaf karaf = Karaf.unpack(Files.createDirectory(folder.resolve("karaf")))) {
            configure(karaf, sipp, "cpm", folder);
            karaf.start();
            karaf.command(REPOSITORY);
            karaf.command("feature:install camel-smtpd");
            awaitComponent(karaf, "smtpd");
            assertThat(karaf.command("bundle:list")).contains("subethasmtp").doesNotContain("jain-sip", "jsoup", "started");
            karaf.command("feature:install camel-sip");
            awaitComponent(karaf, "sip");
            assertNothingIsLeft(karaf);

            karaf.command("feature:install mail-iwf");
            karaf.awaitReady(1);
            send("bob");
            assertRecipientsAreFoundInADatabaseAndADirectory(karaf, sipp);
            karaf.command("feature:uninstall mail-iwf-sql mail-iwf-ldap mail-iwf");
            assertNothingIsLeft(karaf);
            awaitComponent(karaf, "smtpd");
            awaitComponent(karaf, "sip");
        }
    }

    private void assertRecipientsAreFoundInADatabaseAndADirectory(Karaf karaf, Sipp sipp) throws Exception {
        String database = "jdbc:h2:file:" + folder.resolve("recipients");
        try (Connection connection = DriverManager.getConnection(database); Statement statement = connection.createStatement()) {
            statement.execute("create table recipients (address varchar primary key, sip_uri varchar)");
            statement.execute("insert into recipients values ('dora@op.example', 'sip:dora.db@op.example')");
        }
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=op,dc=example");
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("test", 0));
        try (InMemoryDirectoryServer directory = new InMemoryDirectoryServer(config)) {
            directory.add("dn: dc=op,dc=example", "objectClass: domain", "dc: op");
            directory.add("dn: uid=carl,dc=op,dc=example", "objectClass: person", "uid: carl", "mail: carl@op.example",
                    "sipUri: sip:carl.ldap@op.example");
            directory.startListening();
            karaf.command(SOURCES);
            Path driver = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            karaf.command("bundle:install -s file:" + driver);
            configure(karaf, sipp, "cpm", folder,
                    "iwf.recipients.sql.url = " + database, "iwf.recipients.sql.driver = org.h2.Driver",
                    "iwf.recipients.ldap.url = ldap://127.0.0.1:" + directory.getListenPort(),
                    "iwf.recipients.ldap.base = dc=op,dc=example", "iwf.recipients.default =");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(rcpt("nobody@op.example")).startsWith("550 5.1.1 "));
            send("dora", "dora.db");
            send("carl", "carl.ldap");
        }
    }

    /** The answer to RCPT, or to the connection where nobody listens. */
    private String rcpt(String address) {
        try (SmtpClient client = SmtpClient.greeted(smtpPort)) {
            client.command("MAIL FROM:<alice@corp.example>");
            return client.command("RCPT TO:<" + address + ">").line();
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    private static void awaitComponent(Karaf karaf, String name) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(karaf.command("service:list org.apache.camel.spi.ComponentResolver"))
                .containsPattern("component = \\[([^]]*, )?" + name + "[],]"));
    }

    private void configure(Karaf karaf, Sipp sipp, String profile, Path spool, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "iwf.smtp.listen = 127.0.0.1:" + smtpPort,
                "iwf.sip.listen = udp:127.0.0.1:" + sipPort + ",tcp:127.0.0.1:" + sipPort,
                "iwf.msrp.listen = tcp:127.0.0.1:0",
                "iwf.sip.next-hop = " + sipp.uri(),
                "iwf.sip.next-hop-ping = 0",
                "iwf.smtp.spool-threshold = 0",
                "iwf.smtp.spool-directory = " + spool,
                "iwf.profile = " + profile));
        settings.addAll(List.of(more));
        Files.write(karaf.etc("org.mailiwf.cfg"), settings);
        this.sink = sipp;
    }

    /** Sends a mail to a user that had none yet, and returns what SIPp received. */
    private SipMessage send(String user) throws Exception {
        return send(user, user);
    }

    private SipMessage send(String user, String sipUser) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(smtpPort)) {
            SmtpClient.Reply reply = client.mail("alice@corp.example", user + "@op.example", "From: alice@corp.example", "Subject: Review",
                    "", "The review moved.");
            assertThat(reply.line()).startsWith("250 2.6.0 ");
        }
        await().atMost(LIMIT).until(() -> !sink.receivedFor(sipUser).isEmpty());
        assertThat(sink.receivedFor(sipUser)).singleElement().extracting(SipMessage::body).asString().contains("The review moved.");
        return sink.receivedFor(sipUser).get(0);
    }

    private void assertNothingIsLeft(Karaf karaf) {
        assertThat(Loopback.isFree(smtpPort)).isTrue();
        assertThat(Loopback.isFree(sipPort)).isTrue();
        // the SIP stack has a finalizer, which may be at work still
        await().atMost(LIMIT).untilAsserted(() -> assertThat(karaf.threads()).contains("\"main\"")
                .doesNotContain("mail-iwf", "mailiwf", "Camel (", "subethamail", "gov.nist", "io.netty"));
    }

    /** docs/karaf.md shows what is typed into Karaf's shell. */
    private static void assertEveryCommandOfTheDocumentWasRun(Karaf karaf) throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        COMMAND.matcher(Files.readString(Path.of("docs", "karaf.md"))).results().forEach(each -> documented.add(each.group(1).strip()));
        assertThat(documented).contains(SOURCES);
        documented.remove(SOURCES);
        assertThat(karaf.commands()).containsAll(documented);
    }

    @Test
    void theFeaturesHoldEveryLibraryOfTheDistribution() throws IOException {
        String features = Files.readString(Path.of("target", "karaf-features", "features.xml"));
        assertThat(features).doesNotContain("${");
        try (Stream<Path> jars = Files.list(Path.of("target", "mail-iwf", "lib"))) {
            List<String> notForKaraf = List.of("logback-", "picocli-", "slf4j-api-", "jakarta.", "jsr305-", "mail-iwf-",
                    // what nothing of the gateway needs there
                    "camel-dns-", "camel-cloud-", "spring-jcl-", "checker-qual-",
                    // for iwf.http.listen: a Karaf has an HTTP server of its own (docs/karaf.md)
                    "camel-platform-http-", "camel-http-base-", "camel-vertx-", "camel-micrometer-", "camel-attachments-", "jandex-",
                    "vertx-", "netty-buffer-", "netty-codec-", "netty-handler-", "netty-resolver-", "netty-transport-",
                    "micrometer-", "prometheus-", "HdrHistogram-", "LatencyUtils-", "jackson-");
            assertThat(jars.map(jar -> jar.getFileName().toString().replace(".jar", ""))
                    .filter(jar -> notForKaraf.stream().noneMatch(jar::startsWith)))
                    .isNotEmpty().allSatisfy(jar -> assertThat(features.replace('/', '-')).contains("-" + jar));
        }
    }
}
