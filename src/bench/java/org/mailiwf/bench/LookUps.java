package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a gateway has that looks everybody up: the sender's domain in the DNS, the recipient in a file of 10,000 aliases before the template. */
final class LookUps {

    private static final int ALIASES = 10_000;

    private LookUps() {
    }

    static Map<String, String> settings(DnsServer dns, Path directory) throws IOException {
        Path aliases = directory.resolve("aliases");
        Files.writeString(aliases, IntStream.range(0, ALIASES)
            .mapToObj(i -> "alias%d@%s = sip:user%d@%s%n".formatted(i, Run.DOMAIN, i, Run.DOMAIN)).collect(Collectors.joining()));
        return Map.of(
            "iwf.dns.servers", dns.address(),
            "iwf.sender-verification", "cr",
            // whoever is trusted is not asked; but this client is as many as the others are
            "iwf.smtp.trusted-networks", "",
            "iwf.smtp.limit.exempt-networks", "127.0.0.0/8",
            "iwf.recipients.file", aliases.toString());
    }
}
