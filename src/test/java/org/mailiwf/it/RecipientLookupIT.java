package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** Every source of recipients, each with a real server, and what RCPT answers. */
@RequiresPeer(program = "named", debianPackage = "bind9")
class RecipientLookupIT {

    private static final String DATABASE = "jdbc:h2:mem:recipients;DB_CLOSE_DELAY=-1";

    @TempDir
    private static Path folder;
    private static Path aliases;
    private static Bind bind;
    private static UdpUserAgent userAgent;
    private static InMemoryDirectoryServer directory;
    private static Connection database;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        bind = Bind.start();
        userAgent = UdpUserAgent.start(request -> request.user().equals("away")
                ? new Answer("480 Temporarily Unavailable", "Retry-After: 1800") : new Answer("200 OK"));
        aliases = Files.writeString(folder.resolve("aliases"), """
                bob@op.example = sip:Bob.Builder@op.example
                away@op.example = sip:away@op.example
                group@op.example = sip:a@op.example, sip:b@op.example
                friend@elsewhere.example = sip:friend@op.example
                """);
        database = DriverManager.getConnection(DATABASE);
        try (Statement statement = database.createStatement()) {
            statement.execute("create table recipients (address varchar primary key, sip_uri varchar)");
            statement.execute("insert into recipients values ('dora@op.example', 'sip:dora.db@op.example'), ('bad@op.example', 'no uri')");
        }
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=op,dc=example");
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("test", 0));
        config.addAdditionalBindCredentials("cn=gateway", "secret");
        directory = new InMemoryDirectoryServer(config);
        directory.add("dn: dc=op,dc=example", "objectClass: domain", "dc: op");
        directory.add("dn: uid=carl,dc=op,dc=example", "objectClass: person", "uid: carl", "mail: carl@op.example",
                "sipUri: sip:carl.ldap@op.example");
        directory.startListening();
        gateway = start("iwf.recipients.file", aliases.toString(), "iwf.recipients.sql.url", DATABASE,
                "iwf.recipients.ldap.url", "ldap://127.0.0.1:" + directory.getListenPort(), "iwf.recipients.ldap.base", "dc=op,dc=example",
                "iwf.recipients.ldap.bind-dn", "cn=gateway", "iwf.recipients.ldap.password", "secret",
                "iwf.enum.suffix", "enum.example", "iwf.recipients.im-domains", "im.op.example, noim.op.example, dual.op.example",
                "iwf.recipients.default", "");
    }

    private static Gateway start(String... settings) throws Exception {
        String[] all = new String[settings.length + 4];
        System.arraycopy(settings, 0, all, 4, settings.length);
        all[0] = "iwf.dns.servers";
        all[1] = bind.server();
        all[2] = "iwf.dns.timeout";
        all[3] = "1s";
        return TestGateway.start(userAgent.uri(), all);
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (directory != null) {
            directory.shutDown(true);
        }
        if (database != null) {
            database.close();
        }
        if (userAgent != null) {
            userAgent.close();
        }
        if (bind != null) {
            bind.close();
        }
    }

    private static SmtpClient.Reply rcpt(Gateway asked, String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            client.command("MAIL FROM:<alice@corp.example>");
            return client.command("RCPT TO:<" + recipient + ">");
        }
    }

    private static String requestUri(Gateway asked, String recipient) throws Exception {
        int before = userAgent.received().size();
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            assertThat(client.mail("alice@corp.example", recipient, "Subject: x", "", "y").line()).startsWith("250 ");
        }
        return userAgent.received().get(before).requestUri();
    }

    @ParameterizedTest
    @CsvSource({
        "bob@op.example, sip:Bob.Builder@op.example", "BOB@OP.example, sip:Bob.Builder@op.example", "dora@op.example, sip:dora.db@op.example",
        "Dora@op.example, sip:dora.db@op.example", "carl@op.example, sip:carl.ldap@op.example", "+49301@op.example, sip:info@op.example",
        "+49-30-2@op.example, sip:first@op.example", "+49303@op.example, sip:0303@op.example;user=phone", "+49304@op.example, sip:info@op.example",
        "+49307@op.example, sip:after@op.example", "zoe@im.op.example, sip:zoe@sip.im.op.example", "zoe@dual.op.example, sip:zoe@dual.op.example",
        "friend@elsewhere.example, sip:friend@op.example"
    })
    void theRecipientIsWhatItsSourceSays(String recipient, String uri) throws Exception {
        assertThat(requestUri(gateway, recipient)).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "nobody@op.example|550 5.1.1 ", "*@op.example|550 5.1.1 ", "+49305@op.example|550 5.1.1 ", "+49306@op.example|550 5.1.1 ",
        "+49308@op.example|550 5.1.1 ", "+4930999@op.example|550 5.1.1 ", "zoe@noim.op.example|550 5.7.1 ", "bob@elsewhere.example|550 5.7.1 ",
        "bob%elsewhere.example@op.example|550 5.7.1 ", "@elsewhere.example:carol@elsewhere.example|550 5.7.1 ",
        "\"bob@elsewhere.example\"@op.example|550 5.7.1 ", "\"bob\"@op.example|550 5.7.1 ", "bob@[127.0.0.1]|550 5.7.1 ",
        "bob@elsewhere.example@op.example|501 5.1.3 ", "+49309@op.example|451 4.4.3 ", "bad@op.example|451 4.4.3 ", "group@op.example|550 5.3.3 "
    })
    void whatHasNoAnswerIsRefusedAtRcptWithTheReason(String recipient, String reply) throws Exception {
        assertThat(rcpt(gateway, recipient).line()).startsWith(reply);
    }

    @Test
    void aDomainThatIsNoneIs553_5_1_3() throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            client.command("MAIL FROM:<alice@corp.example> SMTPUTF8");
            assertThat(client.command("RCPT TO:<bob@\u2488com.example>").line()).startsWith("553 5.1.3 ");
        }
    }

    @Test
    void theOrderIsThatOfTheSetting() throws Exception {
        try (Gateway ordered = start("iwf.recipients.file", aliases.toString(), "iwf.enum.suffix", "enum.example",
                "iwf.recipients.order", "default,file")) {
            assertThat(requestUri(ordered, "bob@op.example")).isEqualTo("sip:bob@op.example");
            assertThat(requestUri(ordered, "Bob@op.example")).isEqualTo("sip:Bob@op.example");
            assertThat(requestUri(ordered, "friend@elsewhere.example")).isEqualTo("sip:friend@op.example");
        }
    }

    @Test
    void aChangedAliasFileHoldsAtOnceThoughAnswersAreRemembered() throws Exception {
        Path own = Files.writeString(folder.resolve("changing"), "eve@op.example = sip:eve@op.example\n");
        try (Gateway changing = start("iwf.recipients.file", own.toString(), "iwf.recipients.default", "")) {
            assertThat(requestUri(changing, "eve@op.example")).isEqualTo("sip:eve@op.example");
            assertThat(rcpt(changing, "new@op.example").line()).startsWith("550 5.1.1 ");

            Files.writeString(own, "eve@op.example = sip:eve2@op.example\nnew@op.example = sip:new@op.example\n");

            await().untilAsserted(() -> assertThat(rcpt(changing, "new@op.example").code()).isEqualTo(250));
            assertThat(requestUri(changing, "eve@op.example")).isEqualTo("sip:eve2@op.example");
        }
    }

    @Test
    void aDatabaseThatIsDownIs451_4_4_3AndNobodyElsesTrouble() throws Exception {
        try (Gateway down = start("iwf.recipients.file", aliases.toString(), "iwf.recipients.timeout", "1",
                "iwf.recipients.sql.url", "jdbc:postgresql://127.0.0.1:9/none")) {
            assertThat(rcpt(down, "carol@op.example").line()).startsWith("451 4.4.3 ");
            assertThat(rcpt(down, "bob@op.example").code()).isEqualTo(250);
        }
    }

    @Test
    void aDirectoryThatIsDownIs451_4_4_3() throws Exception {
        try (Gateway down = start("iwf.recipients.ldap.url", "ldap://127.0.0.1:9", "iwf.recipients.timeout", "1")) {
            assertThat(rcpt(down, "carol@op.example").line()).startsWith("451 4.4.3 ");
        }
    }

    @Test
    void aRecipientWhoSaidForHowLongIsPutOffAtRcpt() throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "away@op.example", "Subject: x", "", "y").line()).startsWith("450 4.2.1 ");
        }
        assertThat(rcpt(gateway, "away@op.example").line()).startsWith("450 4.2.1 Recipient temporarily unavailable, try again in 1");
        assertThat(rcpt(gateway, "bob@op.example").code()).isEqualTo(250);
    }
}
