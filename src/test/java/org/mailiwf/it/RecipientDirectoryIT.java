package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.OperationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.SmtpClient;

/** Recipients in a directory that is there, silent, closed to us, and away for a while. */
class RecipientDirectoryIT {

    private static InMemoryDirectoryServer directory;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=op,dc=example");
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("test", Loopback.freePort()));
        config.addAdditionalBindCredentials("cn=gateway", "secret");
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        directory = new InMemoryDirectoryServer(config);
        directory.add("dn: dc=op,dc=example", "objectClass: domain", "dc: op");
        directory.add("dn: uid=carl,dc=op,dc=example", "mail: carl@op.example", "sipUri: sip:carl.ldap@op.example");
        directory.add("dn: uid=o'hara,dc=op,dc=example", "mail: o'hara@op.example", "sipUri: sip:ohara@op.example");
        directory.add("dn: uid=team,dc=op,dc=example", "mail: team@op.example", "sipUri: sip:a@op.example", "sipUri: sip:b@op.example");
        directory.add("dn: uid=none,dc=op,dc=example", "mail: none@op.example", "telephoneNumber: 1");
        directory.add("dn: uid=bad,dc=op,dc=example", "mail: bad@op.example", "sipUri: carl");
        directory.startListening();
        gateway = gateway(directory.getListenPort(), "secret");
    }

    private static Gateway gateway(int port, String password) throws Exception {
        return TestGateway.start("sip:127.0.0.1:9", "iwf.recipients.ldap.url", "ldap://127.0.0.1:" + port, "iwf.recipients.ldap.base",
                "dc=op,dc=example", "iwf.recipients.ldap.bind-dn", "cn=gateway", "iwf.recipients.ldap.password", password,
                "iwf.recipients.default", "", "iwf.recipients.timeout", "1", "iwf.recipients.cache-time", "0", "iwf.recipients.unknown-time", "0");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        directory.shutDown(true);
    }

    private static String rcpt(Gateway asked, String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            client.command("MAIL FROM:<alice@corp.example>");
            return client.command("RCPT TO:<" + recipient + ">").line();
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "CARL@op.example,250 ", "o'hara@op.example,250 ", "team@op.example,550 5.3.3 ", "none@op.example,550 5.1.1 ", "bad@op.example,451 4.4.3 ",
        "nobody@op.example,550 5.1.1 ", "c*@op.example,550 5.1.1 "
    })
    void theValuesOfTheAttributeAreTheAnswer(String recipient, String reply) throws Exception {
        assertThat(rcpt(gateway, recipient)).startsWith(reply);
    }

    @Test
    void aDirectoryThatDoesNotTakeOurPasswordIs451() throws Exception {
        try (Gateway refused = gateway(directory.getListenPort(), "other")) {
            assertThat(rcpt(refused, "carl@op.example")).startsWith("451 4.4.3 ");
        }
    }

    @Test
    void aSilentDirectoryCostsTheTimeLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
             Gateway waiting = gateway(silent.getLocalPort(), "secret")) {
            long start = System.nanoTime();
            assertThat(rcpt(waiting, "carl@op.example")).startsWith("451 4.4.3 ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
    }

    @Test
    void aDirectoryThatWasAwayIsAskedAgain() throws Exception {
        assertThat(rcpt(gateway, "carl@op.example")).startsWith("250 ");
        directory.shutDown(true);
        try {
            assertThat(rcpt(gateway, "carl@op.example")).startsWith("451 4.4.3 ");
        } finally {
            directory.startListening();
        }
        await().untilAsserted(() -> assertThat(rcpt(gateway, "carl@op.example")).startsWith("250 "));
    }
}
