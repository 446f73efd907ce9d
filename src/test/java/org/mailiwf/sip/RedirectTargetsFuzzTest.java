package org.mailiwf.sip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever Contact a 3xx has: what is followed is at an allowed host, also for whoever reads escapes where there should be none. */
class RedirectTargetsFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void contact(byte[] octets) {
        SipUri requestUri = SipUri.parse("sip:bob@op.example");
        RedirectTargets targets = new RedirectTargets(requestUri, Set.of("op.example"), true);
        targets.add(List.of(new String(octets, StandardCharsets.UTF_8)), new RedirectTargets.Target(requestUri, 0));

        RedirectTargets.Target target = targets.next();
        if (target == null) {
            return;
        }
        SipUri uri = target.uri();
        assertThat(uri.host()).isEqualToIgnoringCase("op.example");
        String afterUser = uri.text().substring(uri.text().indexOf('@') + 1);
        String read = decoded(decoded(afterUser)).toLowerCase(Locale.ROOT);
        assertThat(read).doesNotContain("?", "@");
        for (String parameter : read.split(";")) {
            assertThat(parameter.split("=")[0].strip()).isNotIn("maddr", "method");
        }
        assertThat(targets.next()).isNull();
    }

    /** A percent sign that escapes nothing stays. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    }
}
