package org.mailiwf.smtpd.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever follows MAIL or RCPT in a command line: it is understood, or refused with one line of printable ASCII. */
class CommandFuzzTest {

    private static final int DELIVER_BY_MIN = 60;

    @FuzzTest(maxDuration = "2m")
    void argument(byte[] octets) {
        // a line of a command, which ends at CR LF
        String argument = new String(octets, StandardCharsets.UTF_8).replace('\r', ' ').replace('\n', ' ');
        try {
            Path path = Path.reverse(argument);
            address(path.address());
            noControls(String.valueOf(MailParameters.parse(path.parameters(), DELIVER_BY_MIN, Instant.EPOCH).envelopeId()));
        } catch (CommandRefused e) {
            reply(e.reply());
        }
        try {
            Path path = Path.forward(argument);
            address(path.address());
            noControls(String.valueOf(RcptParameters.parse(path.parameters()).originalRecipient()));
        } catch (CommandRefused e) {
            reply(e.reply());
        }
        noControls(Printable.log(argument, 320));
        for (Stage stage : Stage.values()) {
            reply(ReplyGuard.reply(stage, 550, argument, argument, "id"));
        }
    }

    private static void address(String address) {
        noControls(address);
        if (!address.isEmpty() && !address.equalsIgnoreCase("postmaster")) {
            assertThat(address).contains("@");
        }
    }

    private static void noControls(String text) {
        assertThat(text).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029]");
    }

    private static void reply(Reply reply) {
        assertThat(reply.line()).matches("5[0-9]{2} 5\\.[0-9]{1,3}\\.[0-9]{1,3} [ -~]+").hasSizeLessThanOrEqualTo(510);
    }
}
