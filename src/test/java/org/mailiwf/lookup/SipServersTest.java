package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.Address;
import org.mailiwf.lookup.dns.DnsRecord.NamingAuthority;
import org.mailiwf.lookup.dns.DnsRecord.Service;
import org.mailiwf.sip.SipHop;

class SipServersTest {

    private static final Set<String> ALL = Set.of("udp", "tcp", "tls");

    private final KnownNames names = new KnownNames();
    private final SipServers servers = new SipServers(bound -> 0);

    @BeforeEach
    void twoHosts() throws Exception {
        servers.useDns(names);
        names.records("a.op.example", address("192.0.2.1")).records("b.op.example", address("192.0.2.2"))
                .outcome("op.example", Outcome.NODATA);
    }

    @Test
    void theFirstNaptrForATransportThatWeHaveDecides() throws Exception {
        names.records("op.example", naptr(10, "SIPS+D2T", "_sips._tcp.op.example"), naptr(20, "SIP+D2T", "_sip._tcp.op.example"))
                .records("_sips._tcp.op.example", new Service(1, 1, 5071, "a.op.example"))
                .records("_sip._tcp.op.example", new Service(1, 1, 5070, "b.op.example"));

        assertThat(find(null, false, ALL)).containsExactly(hop("tls", "192.0.2.1", 5071));
        assertThat(find(null, false, Set.of("udp", "tcp"))).containsExactly(hop("tcp", "192.0.2.2", 5070));
    }

    @Test
    void whatIsSipsIsNeverOfferedAnythingButTls() throws Exception {
        names.records("op.example", naptr(10, "SIP+D2U", "_sip._udp.op.example"))
                .records("_sip._udp.op.example", new Service(1, 1, 5070, "b.op.example"))
                .records("_sip._tcp.op.example", new Service(1, 1, 5070, "b.op.example"));
        assertThat(find(null, true, ALL)).isEmpty();

        names.records("_sips._tcp.op.example", new Service(1, 1, 5071, "a.op.example"));
        assertThat(find(null, true, ALL)).containsExactly(hop("tls", "192.0.2.1", 5071));
    }

    @Test
    void srvIsTriedByPriority() throws Exception {
        names.records("_sip._udp.op.example", new Service(20, 1, 5080, "b.op.example"), new Service(10, 1, 5070, "a.op.example"));

        assertThat(find("udp", false, ALL)).containsExactly(hop("udp", "192.0.2.1", 5070), hop("udp", "192.0.2.2", 5080));
        assertThat(find(null, false, ALL)).hasSize(2);
    }

    @Test
    void weightsAreShares() {
        List<Service> services = List.of(new Service(1, 75, 1, "a"), new Service(1, 25, 2, "b"), new Service(0, 0, 3, "c"));
        Random random = new Random(1);
        long first = 0;
        for (int i = 0; i < 10_000; i++) {
            List<Service> ordered = SipServers.ordered(services, random::nextInt);
            assertThat(ordered).hasSize(3).first().extracting(Service::port).isEqualTo(3);
            first += ordered.get(1).port() == 1 ? 1 : 0;
        }

        assertThat(first).isBetween(7_200L, 7_800L);
    }

    @Test
    void withoutSrvTheHostItselfIsTheServer() throws Exception {
        names.records("op.example", address("192.0.2.7"), address("2001:db8::7"));

        assertThat(find("udp", false, ALL)).containsExactly(hop("udp", "192.0.2.7", 5060), hop("udp", "2001:db8::7", 5060));
        assertThat(find("tls", true, ALL)).first().isEqualTo(hop("tls", "192.0.2.7", 5061));
    }

    @Test
    void aServiceThatIsNotOfferedHasNoServer() throws Exception {
        names.records("_sip._udp.op.example", new Service(0, 0, 0, ""));

        assertThat(find("udp", false, ALL)).isEmpty();
    }

    @Test
    void aDomainThatDoesNotExistHasNoServerAndTroubleIsNoAnswer() {
        assertThat(servers.resolve("missing.example", null, false, ALL)).isCompletedWithValue(List.of());

        names.outcome("op.example", Outcome.SERVFAIL);
        assertThat(servers.resolve("op.example", null, false, ALL)).isCompletedExceptionally();
    }

    @Test
    void targetsThatAreInTroubleArePassedOverWhileOthersAreThere() throws Exception {
        names.outcome("b.op.example", Outcome.TIMEOUT)
                .records("_sip._udp.op.example", new Service(1, 1, 5070, "b.op.example"), new Service(2, 1, 5070, "a.op.example"));
        assertThat(find("udp", false, ALL)).containsExactly(hop("udp", "192.0.2.1", 5070));

        names.outcome("a.op.example", Outcome.TIMEOUT);
        assertThat(servers.resolve("op.example", "udp", false, ALL)).isCompletedExceptionally();
    }

    private List<SipHop> find(String transport, boolean secure, Set<String> transports) {
        return servers.resolve("op.example", transport, secure, transports).join().stream().distinct().toList();
    }

    private static SipHop hop(String transport, String address, int port) throws UnknownHostException {
        return new SipHop(transport, "op.example", port, InetAddress.getByName(address));
    }

    private static NamingAuthority naptr(int order, String service, String replacement) {
        return new NamingAuthority(order, 10, "s", service, "", replacement);
    }

    private static Address address(String literal) throws UnknownHostException {
        return new Address(InetAddress.getByName(literal));
    }
}
