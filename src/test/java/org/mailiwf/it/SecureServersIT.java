package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.TlsUserAgent;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;
import org.mailiwf.sip.TestKey;

/**
 * What is {@code sips:} goes over TLS to the servers that the DNS names, and to those alone that prove to be the domain (RFC 3263 section 4.1,
 * RFC 5922 section 4) and to know us.
 */
@RequiresPeer(program = "named", debianPackage = "bind9")
class SecureServersIT {

    @TempDir
    private static Path folder;
    private static TestKey ours;
    private static TestKey stranger;
    private static TestKey domain;
    private static TestKey domainUri;
    private static TestKey target;
    private static TestKey wildcard;
    private static TlsUserAgent secure;
    private static UdpUserAgent insecure;
    private static Bind bind;

    @BeforeAll
    static void start() throws Exception {
        ours = TestKey.create(folder, "dns:iwf.op.example");
        stranger = TestKey.create(folder, "dns:stranger.example");
        domain = TestKey.create(folder, "dns:secure.op.example,dns:securesrv.op.example");
        domainUri = TestKey.create(folder, "uri:sip:secure.op.example");
        target = TestKey.create(folder, "dns:host.op.example,ip:127.0.0.1");
        wildcard = TestKey.create(folder, "dns:*.op.example");
        secure = TlsUserAgent.start(domain.context(ours));
        insecure = UdpUserAgent.start(request -> new Answer("200 OK"));
        bind = Bind.start(Map.of("A", Integer.toString(secure.port()), "B", Integer.toString(insecure.port())));
    }

    @AfterAll
    static void stop() throws Exception {
        if (bind != null) {
            bind.close();
        }
        if (insecure != null) {
            insecure.close();
        }
        if (secure != null) {
            secure.close();
        }
    }

    private static Gateway gateway(String nextHop, String... settings) throws Exception {
        StringBuilder trusted = new StringBuilder();
        for (TestKey each : List.of(domain, domainUri, target, wildcard)) {
            trusted.append(Files.readString(Path.of(each.certificatePem())));
        }
        List<String> all = new ArrayList<>(List.of("iwf.dns.servers", bind.server(),
                "iwf.sip.listen", "udp:127.0.0.1:0,tcp:127.0.0.1:0,tls:127.0.0.1:0",
                "iwf.domains", "op.example,secure.op.example,securesrv.op.example,insecure.op.example", "iwf.timeout.pager", "5s",
                "iwf.sip.tls.key-store", ours.pem(),
                "iwf.sip.tls.trust-store", Files.writeString(folder.resolve("trusted.pem"), trusted).toString()));
        all.addAll(List.of(settings));
        return TestGateway.start(nextHop, all.toArray(String[]::new));
    }

    /** A gateway without next hop that finds every recipient at a sips URI. */
    private static String send(String recipient) throws Exception {
        try (Gateway gateway = gateway("", "iwf.recipients.default", "sips:{local}@{domain}")) {
            return send(gateway, recipient);
        }
    }

    private static String send(Gateway gateway, String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", recipient, "Subject: x", "", "y").line();
        }
    }

    private static void assertNobodyGotIt(String recipient, TestKey server, TestKey trustedByIt) throws Exception {
        secure.use(server.context(trustedByIt));
        int before = secure.received().size();

        assertThat(send(recipient)).startsWith("4");

        assertThat(secure.received()).hasSize(before);
        assertThat(insecure.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@secure.op.example", "bob@securesrv.op.example"})
    void aSipsUriGoesWhereTheDnsSaysForTlsThoughItPrefersAnother(String recipient) throws Exception {
        secure.use(domain.context(ours));
        int before = secure.received().size();

        assertThat(send(recipient)).startsWith("250 ");

        assertThat(secure.received()).hasSize(before + 1);
        assertThat(secure.received().get(before).requestUri()).isEqualTo("sips:" + recipient);
        assertThat(secure.received().get(before).header("Via")).startsWith("SIP/2.0/TLS ");
        assertThat(insecure.received()).isEmpty();
    }

    @Test
    void aSipsNextHopWithoutPortIsADomainToo() throws Exception {
        secure.use(domainUri.context(ours));
        int before = secure.received().size();

        try (Gateway gateway = gateway("sips:secure.op.example;lr")) {
            assertThat(send(gateway, "bob@op.example")).startsWith("250 ");
        }

        assertThat(secure.received()).hasSize(before + 1);
        assertThat(insecure.received()).isEmpty();
    }

    @Test
    void theSipUriOfTheDomainInTheCertificateIsProof() throws Exception {
        secure.use(domainUri.context(ours));

        assertThat(send("bob@secure.op.example")).startsWith("250 ");
    }

    @Test
    void theNameOfTheServerThatSrvLedToIsNone() throws Exception {
        assertNobodyGotIt("bob@secure.op.example", target, ours);
    }

    @Test
    void aWildcardIsNone() throws Exception {
        assertNobodyGotIt("bob@secure.op.example", wildcard, ours);
    }

    @Test
    void aCertificateOfTheDomainThatNobodyWeTrustHasSignedIsNone() throws Exception {
        assertNobodyGotIt("bob@secure.op.example", TestKey.create(folder, "dns:secure.op.example"), ours);
    }

    @Test
    void aServerThatDoesNotTrustOurCertificateGetsNothing() throws Exception {
        assertNobodyGotIt("bob@secure.op.example", domain, stranger);
    }

    @Test
    void whereTheDomainHasNothingForTlsNothingIsSentInTheClear() throws Exception {
        assertNobodyGotIt("bob@insecure.op.example", domain, ours);
    }
}
