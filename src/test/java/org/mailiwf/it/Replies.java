package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import org.mailiwf.peer.SmtpClient;

/**
 * The form of the reply to a message: {@code 250 2.6.0 0mwtqfcqe002v7 Message delivered to messaging client (SIP 200)}, and
 * {@code 550 5.1.1 <bob@op.example> No such messaging user (SIP 404) [0mwtqfcra003v7]}.
 */
final class Replies {

    private static final String ID = "[0-9a-z]+";

    private Replies() {
    }

    /** The reply of a row of the status map where the far side gave a final response. */
    static void assertThatReply(SmtpClient.Reply reply, int code, String enhanced, String recipient, String text, int sipStatus) {
        assertForm(reply, code, enhanced, recipient, "%s (SIP %d)".formatted(text, sipStatus));
    }

    /** The reply of a row of the status map where there was no final response, so that there is no status to name. */
    static void assertThatReply(SmtpClient.Reply reply, int code, String enhanced, String recipient, String text) {
        assertForm(reply, code, enhanced, recipient, text);
    }

    private static void assertForm(SmtpClient.Reply reply, int code, String enhanced, String recipient, String text) {
        String form = code == 250
                ? Pattern.quote(code + " " + enhanced + " ") + ID + Pattern.quote(" " + text)
                : Pattern.quote("%d %s <%s> %s [".formatted(code, enhanced, recipient, text)) + ID + "]";
        assertThat(reply.line()).matches(form);
    }
}
