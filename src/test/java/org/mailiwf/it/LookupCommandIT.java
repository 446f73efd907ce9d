package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.PostgresPeer;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;

/** {@code mail-iwf lookup} names every source that it asks, with its time and what it found. */
@RequiresPeer(program = "named", debianPackage = "bind9")
@RequiresPeer(program = "postgres", debianPackage = "postgresql")
class LookupCommandIT {

    /** A line of a step: its time, its id, and what it changed. */
    private static final String STEP = " +\\d+\\.\\d{3} ms  %s +.*%s.*";

    @TempDir
    private Path folder;

    @Test
    void eachSourceIsAStepWithItsAnswerAndItsTime() throws Exception {
        Path aliases = Files.writeString(folder.resolve("aliases"), "bob@op.example = sip:bob.file@op.example\n");
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=op,dc=example");
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("test", 0));
        InMemoryDirectoryServer directory = new InMemoryDirectoryServer(config);
        directory.add("dn: dc=op,dc=example", "objectClass: domain", "dc: op");
        directory.add("dn: uid=carl,dc=op,dc=example", "mail: carl@op.example", "sipUri: sip:carl.ldap@op.example");
        directory.startListening();
        try (PostgresPeer database = PostgresPeer.start(); Bind bind = Bind.start()) {
            database.execute("create table recipients (address text, sip_uri text)",
                    "insert into recipients values ('dora@op.example', 'sip:dora.db@op.example')");
            Map<String, String> settings = Map.of("iwf.recipients.file", aliases.toString(), "iwf.recipients.sql.url", database.url(),
                    "iwf.recipients.sql.user", database.user(), "iwf.recipients.sql.password", database.password(),
                    "iwf.recipients.ldap.url", "ldap://127.0.0.1:" + directory.getListenPort(), "iwf.recipients.ldap.base", "dc=op,dc=example",
                    "iwf.enum.suffix", "enum.example", "iwf.recipients.im-domains", "im.op.example", "iwf.dns.servers", bind.server());

            assertSteps(settings, "bob@op.example", "250 ", step("alias-file", "sip:bob\\.file@op\\.example"));
            assertSteps(settings, "dora@op.example", "250 ", step("alias-file", "-"),
                    step("query", "dora\\.db"), step("rows", "sipUris=\\[sip:dora\\.db@op\\.example\\]"));
            assertSteps(settings, "carl@op.example", "250 ", step("query", "CamelSqlRowCount=0"),
                    step("search", "carl\\.ldap"), step("entries", "sipUris=\\[sip:carl\\.ldap@op\\.example\\]"));
            assertSteps(settings, "+49301@op.example", "250 ", step("search", "body=\\[\\]"),
                    step("enum", "sipUris=\\[?sip:info@op\\.example"));
            assertSteps(settings, "zoe@im.op.example", "250 ", step("im", "sipUris=\\[sip:zoe@sip\\.im\\.op\\.example\\]"));
            assertSteps(settings, "Eve@op.example", "250 ", step("enum", "-"), step("im", "-"),
                    step("default-template", "sipUris=sip:Eve@op\\.example"));
            assertSteps(settings, "eve@elsewhere.example", "550 5.7.1 ", step("alias-file", "-"), step("im", "-"));
        } finally {
            directory.shutDown(true);
        }
    }

    private static String step(String id, String change) {
        return STEP.formatted(id, change);
    }

    /** These steps in this order, others between them, and the reply at the end. */
    private static void assertSteps(Map<String, String> settings, String address, String reply, String... steps) {
        List<String> arguments = new ArrayList<>(List.of("lookup", address));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Program.Result result = GatewayProcess.command(arguments.toArray(String[]::new));
        List<String> lines = result.output().lines().toList();
        int from = 0;
        for (String step : steps) {
            int at = from;
            while (at < lines.size() && !lines.get(at).matches(step)) {
                at++;
            }
            assertThat(at).as("%s: a line %s behind line %d of%n%s", address, step, from, result.output()).isLessThan(lines.size());
            from = at + 1;
        }
        assertThat(lines.get(lines.size() - 1)).startsWith(reply);
    }
}
