package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Kamailio;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.sip.TestKey;

/** Kamailio between the gateway and a user agent: a proxy that wants credentials, and TLS. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
@RequiresPeer(program = "kamailio", debianPackage = "kamailio kamailio-tls-modules")
class SipProxyIT {

    @TempDir
    static Path directory;
    private static TestKey gatewayKey;
    private static TestKey proxyKey;

    @BeforeAll
    static void makeKeys() throws Exception {
        gatewayKey = TestKey.create(directory, "ip:127.0.0.1");
        proxyKey = TestKey.create(directory, "ip:127.0.0.1");
    }

    @Test
    void aProxyOverUdpIsAnsweredOnceAndTheSecondMailNeedsNoChallenge() throws Exception {
        try (Sipp sipp = Sipp.start("answers", "udp"); Kamailio proxy = start(sipp, "MD5");
             Gateway gateway = TestGateway.start(proxy.udpUri(), "iwf.sip.username", "gateway", "iwf.sip.password", "hunter2",
                     "iwf.sip.tcp-above", "0")) {
            Replies.assertThatReply(send(gateway), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);
            Replies.assertThatReply(send(gateway), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);

            await().untilAsserted(() -> assertThat(proxy.came()).satisfiesExactly(
                    first -> assertThat(first).startsWith("udp 1 ").doesNotContain("Digest"),
                    second -> assertThat(second).startsWith("udp 2 Digest username=\"gateway\", realm=\"op.example\"").contains("nc=00000001"),
                    third -> assertThat(third).startsWith("udp 1 Digest ").contains("nc=00000002")));
            assertThat(sipp.received()).hasSize(2).allSatisfy(request -> assertThat(request.names()).doesNotContain("Proxy-Authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void overTlsWithCertificatesOnBothSidesTheMailIsDelivered(String algorithm) throws Exception {
        try (Sipp sipp = Sipp.start("answers", "udp"); Kamailio proxy = start(sipp, algorithm);
             Gateway gateway = TestGateway.start(proxy.tlsUri(), tls(proxyKey, "hunter2"))) {
            Replies.assertThatReply(send(gateway), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);

            assertThat(proxy.came()).hasSize(2).allMatch(line -> line.startsWith("tls "));
            assertThat(proxy.came().get(1)).contains("algorithm=" + algorithm);
            assertThat(sipp.received()).singleElement().satisfies(request -> assertThat(request.all("Via").get(1)).startsWith("SIP/2.0/TLS "));
        }
    }

    @Test
    void refusedCredentialsAreOurFaultAndTheMailWaits() throws Exception {
        try (Sipp sipp = Sipp.start("answers", "udp"); Kamailio proxy = start(sipp, "MD5");
             Gateway gateway = TestGateway.start(proxy.tlsUri(), tls(proxyKey, "wrong"))) {
            Replies.assertThatReply(send(gateway), 451, "4.3.5", "bob@op.example", "Gateway authentication problem, try later", 407);

            assertThat(proxy.came()).hasSize(2);
            assertThat(sipp.received()).isEmpty();
        }
    }

    @Test
    void aProxyThatIsNotTrustedGetsNoMessageAndTheMailWaits() throws Exception {
        try (Sipp sipp = Sipp.start("answers", "udp"); Kamailio proxy = start(sipp, "MD5");
             Gateway gateway = TestGateway.start(proxy.tlsUri(), tls(gatewayKey, "hunter2"))) {
            Replies.assertThatReply(send(gateway), 451, "4.7.5", "bob@op.example", "Cannot establish a secure connection");

            assertThat(proxy.came()).isEmpty();
        }
    }

    private static Kamailio start(Sipp sipp, String algorithm) throws Exception {
        return Kamailio.start(sipp.port(), algorithm, proxyKey.keyPem(), proxyKey.certificatePem(), gatewayKey.certificatePem());
    }

    private static String[] tls(TestKey trusted, String password) throws Exception {
        return new String[] {"iwf.sip.listen", "udp:127.0.0.1:0,tls:127.0.0.1:0", "iwf.sip.tls.key-store", gatewayKey.pem(),
                "iwf.sip.tls.trust-store", trusted.certificatePem(), "iwf.sip.username", "gateway", "iwf.sip.password", password};
    }

    private static SmtpClient.Reply send(Gateway gateway) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", "The review moved.");
        }
    }
}
