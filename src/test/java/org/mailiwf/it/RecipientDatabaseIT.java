package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.PostgresPeer;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;

/** Recipients in PostgreSQL, with the driver that the distribution has. */
@RequiresPeer(program = "postgres", debianPackage = "postgresql")
class RecipientDatabaseIT {

    private static PostgresPeer database;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresPeer.start();
        database.execute("create table recipients (address varchar(254) not null, sip_uri text)",
                "create index on recipients (address)",
                """
                insert into recipients values ('bob@op.example', 'sip:Bob.Builder@op.example'), ('bad@op.example', 'mailto:bad@op.example'),
                    ('null@op.example', null), ('group@op.example', 'sip:a@op.example'), ('group@op.example', 'sip:b@op.example'),
                    ('jos\u00e9@op.example', 'sip:jos%C3%A9@op.example')""");
        gateway = gateway("iwf.recipients.cache-time", "0", "iwf.recipients.unknown-time", "0");
    }

    private static Gateway gateway(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of("iwf.recipients.sql.url", database.url(), "iwf.recipients.sql.user", database.user(),
                "iwf.recipients.sql.password", database.password(), "iwf.recipients.default", "", "iwf.recipients.timeout", "1"));
        all.addAll(List.of(settings));
        return TestGateway.start("sip:127.0.0.1:9", all.toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private static String rcpt(Gateway asked, String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            client.command("MAIL FROM:<alice@corp.example> SMTPUTF8");
            return client.command("RCPT TO:<" + recipient + ">").line();
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "bob@op.example|250 ", "BOB@OP.Example|250 ", "jos\u00e9@op.example|250 ", "nobody@op.example|550 5.1.1 ", "null@op.example|550 5.1.1 ",
        "group@op.example|550 5.3.3 ", "bad@op.example|451 4.4.3 ", "x'or'1'='1@op.example|550 5.1.1 ", "bob@elsewhere.example|550 5.7.1 "
    })
    void theRowsOfTheQueryAreTheAnswer(String recipient, String reply) throws Exception {
        assertThat(rcpt(gateway, recipient)).startsWith(reply);
    }

    @Test
    void theQueryIsThatOfTheSetting() throws Exception {
        try (Gateway parts = gateway("iwf.recipients.sql.query",
                "select 'sip:' || :#local || '.' || length(:#domain) || '@op.example' from recipients where address = :#address")) {
            assertThat(rcpt(parts, "Bob@op.example")).startsWith("250 ");
            assertThat(rcpt(parts, "eve@op.example")).startsWith("550 5.1.1 ");
        }
    }

    @Test
    void aQueryThatTakesTooLongIs451AndEndsInTheDatabaseToo() throws Exception {
        String query = "select sip_uri from recipients, pg_sleep(600) where address = :#address";
        try (Gateway slow = gateway("iwf.recipients.sql.query", query)) {
            long start = System.nanoTime();
            assertThat(rcpt(slow, "bob@op.example")).startsWith("451 4.4.3 ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        }
        String running = "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(600)%'"
                + " and pid <> pg_backend_pid()";
        await().untilAsserted(() -> assertThat(database.number(running)).isZero());
    }

    @Test
    void aWrongPasswordOrQueryIs451() throws Exception {
        try (Gateway wrong = gateway("iwf.recipients.sql.password", "other")) {
            assertThat(rcpt(wrong, "bob@op.example")).startsWith("451 4.4.3 ");
        }
        try (Gateway wrong = gateway("iwf.recipients.sql.query", "select sip_uri from missing where address = :#address")) {
            assertThat(rcpt(wrong, "bob@op.example")).startsWith("451 4.4.3 ");
        }
    }

    @Test
    void theQueryCanChangeNothing() throws Exception {
        try (Gateway writing = gateway("iwf.recipients.sql.query", "delete from recipients where address = :#address returning sip_uri")) {
            assertThat(rcpt(writing, "bob@op.example")).startsWith("451 4.4.3 ");
        }
        assertThat(database.number("select count(*) from recipients where address = 'bob@op.example'")).isOne();
    }

    @Test
    void tenConnectionsServeAnyNumberOfSessions() throws Exception {
        try (Gateway busy = gateway("iwf.recipients.timeout", "20", "iwf.recipients.sql.query",
                "select sip_uri from recipients, pg_sleep(0.2) where address = 'bob@op.example' and :#address <> ''")) {
            List<SmtpClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 30; i++) {
                    SmtpClient client = SmtpClient.greeted(busy.smtpPort());
                    clients.add(client);
                    client.command("MAIL FROM:<alice@corp.example>");
                    client.write("RCPT TO:<user" + i + "@op.example>\r\n");
                }
                for (SmtpClient client : clients) {
                    assertThat(client.reply().code()).isEqualTo(250);
                }
                assertThat(database.number("select count(*) from pg_stat_activity where query like '%pg_sleep(0.2)%'"
                        + " and pid <> pg_backend_pid()"))
                        .isBetween(2L, 10L);
            } finally {
                for (SmtpClient client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void aDatabaseThatWasDownIsAskedAgain() throws Exception {
        assertThat(rcpt(gateway, "bob@op.example")).startsWith("250 ");
        database.down();
        try {
            assertThat(rcpt(gateway, "bob@op.example")).startsWith("451 4.4.3 ");
        } finally {
            database.up();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(rcpt(gateway, "bob@op.example")).startsWith("250 "));
    }
}
