package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import org.mailiwf.peer.SmtpClient;

/** The form of the reply to a message: {@code 550 5.1.1 <bob@op.example> No such messaging user (SIP 404)} and the id of the mail. */
final class Replies {

    private Replies() {
    }

    /** One line: code, enhanced status, recipient, text of the status map, SIP status. */
    static void assertThatReply(SmtpClient.Reply reply, int code, String enhanced, String recipient, String text, int sipStatus) {
        String expected = "%d %s <%s> %s (SIP %d)".formatted(code, enhanced, recipient, text, sipStatus);
        assertThat(reply.line()).matches(Pattern.quote(expected) + "( \\S+)*");
    }

    /** The same where the far side gave no final response, so that there is no status to name. */
    static void assertThatReply(SmtpClient.Reply reply, int code, String enhanced, String recipient, String text) {
        assertThat(reply.line()).startsWith("%d %s <%s> %s".formatted(code, enhanced, recipient, text));
    }
}
