package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** Every row of the status map that a final response can trigger, from the response on one wire to the reply on the other. */
class StatusMapIT {

    private static final Pattern FIELD = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");
    private static final Pattern FINAL_RESPONSE = Pattern.compile("([2-6])(\\d\\d|xx)(\\+RA)?");
    private static final Pattern USER = Pattern.compile("s(\\d{3})(-ra)?");

    private static UdpUserAgent userAgent;
    private static Gateway gateway;

    /** A row, as far as it is seen on the wire. */
    record Row(String key, int code, String enhanced, String text) {

        /** A status that this row answers: for a class the last one of it, which has no row of its own. */
        int status() {
            return Integer.parseInt(key.substring(0, 3).replace("xx", "99"));
        }

        boolean retryAfter() {
            return key.endsWith("+RA");
        }

        String user() {
            return "s" + status() + (retryAfter() ? "-ra" : "");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        userAgent = UdpUserAgent.start(StatusMapIT::answer);
        gateway = TestGateway.start(userAgent.uri());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (userAgent != null) {
            userAgent.close();
        }
    }

    private static Answer answer(SipMessage request) {
        Matcher user = USER.matcher(request.user());
        assertThat(user.matches()).isTrue();
        String statusLine = user.group(1) + " As the row says";
        return user.group(2) == null ? new Answer(statusLine) : new Answer(statusLine, "Retry-After: 60");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theFinalResponseOfARowGivesItsReply(Row row) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            SmtpClient.Reply reply = client.mail("alice@corp.example", row.user() + "@op.example", "Subject: Row", "", row.key());

            Replies.assertThatReply(reply, row.code(), row.enhanced(), row.user() + "@op.example", row.text(), row.status());
        }
    }

    @Test
    void theMapHasARowForEveryClassOfFinalResponses() throws Exception {
        assertThat(rows()).extracting(Row::key).contains("2xx", "3xx", "4xx", "5xx", "6xx").hasSizeGreaterThan(60);
    }

    static Stream<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Gateway.class.getResourceAsStream("mapping/sip-smtp-map.csv"), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                List<String> fields = fields(line);
                if (FINAL_RESPONSE.matcher(fields.get(0)).matches()) {
                    rows.add(new Row(fields.get(0), Integer.parseInt(fields.get(3)), fields.get(4), fields.get(5)));
                }
            }
        }
        return rows.stream();
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (Matcher field = FIELD.matcher(line); field.find();) {
            fields.add(field.group(1) == null ? field.group(2) : field.group(1).replace("\"\"", "\""));
        }
        return fields;
    }
}
