package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.CpimMessage;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpSource;
import org.mailiwf.peer.Swaks;

/** Clients that others wrote: swaks and Postfix' smtp-source. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
@RequiresPeer(program = "swaks", debianPackage = "swaks")
@RequiresPeer(program = "smtp-source", debianPackage = "postfix")
class SmtpClientsIT {

    private static final String MAIL = "From: Alice <alice@corp.example>\\nTo: bob@op.example\\nSubject: Review\\n\\nThe review moved.\\n";

    private static Sipp sipp;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        sipp = Sipp.start("answers", "udp");
        gateway = TestGateway.start(sipp.uri());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (sipp != null) {
            sipp.close();
        }
    }

    @Test
    void swaksGetsTheAnswerOfTheUserAgent() {
        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--from", "alice@corp.example", "--to", "plain@op.example", "--data", MAIL);

        assertThat(result.exitCode()).as(result.transcript()).isZero();
        assertThat(result.messageReply()).startsWith("250 2.6.0 ").endsWith(" Message delivered to messaging client (SIP 200)");
        assertThat(sipp.receivedFor("plain")).hasSize(1);
    }

    @Test
    void swaksIsToldThatTheUserIsUnknown() {
        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--from", "alice@corp.example", "--to", "unknown@op.example", "--data", MAIL);

        assertThat(result.exitCode()).as(result.transcript()).isNotZero();
        assertThat(result.messageReply()).startsWith("550 5.1.1 <unknown@op.example> No such messaging user (SIP 404)");
    }

    @Test
    void swaksPipelinesTheEnvelope() {
        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--pipeline", "--from", "alice@corp.example", "--to", "pipelined@op.example",
                "--data", MAIL);

        assertThat(result.exitCode()).as(result.transcript()).isZero();
        assertThat(result.transcript()).contains(" -> MAIL FROM:<alice@corp.example>\n -> RCPT TO:<pipelined@op.example>\n -> DATA\n<-");
        assertThat(sipp.receivedFor("pipelined")).hasSize(1);
    }

    @Test
    void everyKeywordThatIsImplementedIsAdvertised() {
        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--quit-after", "EHLO");

        assertThat(result.transcript().lines().map(line -> line.replaceFirst("^<-\\s+250[- ]", "")))
                .contains("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "DSN", "DELIVERBY 60", "SIZE 10485760");
    }

    /** swaks closes the bracket of an address after all that it is given: here it ends the xtext of ENVID and ORCPT, where it is legal. */
    @Test
    void everyParameterOfMailAndRcptIsTaken() {
        Swaks.Result result = Swaks.run(gateway.smtpPort(),
                "--from", "alice@corp.example> SIZE=200 BODY=8BITMIME SMTPUTF8 BY=120;R RET=HDRS ENVID=QQ+2B314159",
                "--to", "parameters@op.example> NOTIFY=SUCCESS ORCPT=rfc822;parameters@op.example",
                "--data", MAIL);

        assertThat(result.exitCode()).as(result.transcript()).isZero();
        SipMessage request = sipp.receivedFor("parameters").get(0);
        assertThat(request.header("Expires")).matches("1[12]\\d");
        assertThat(CpimMessage.parse(request.body()).header("imdn.Disposition-Notification")).isEqualTo("positive-delivery");
    }

    @ParameterizedTest(name = "smtp-source {0}")
    @ValueSource(strings = {"a-connection-per-mail", "-d"})
    void fiveHundredMailsOverTenSessionsArriveOnceEach(String option) {
        String name = option.equals("-d") ? "persistent" : "single";
        String[] options = option.equals("-d") ? new String[] {"-d"} : new String[0];

        Program.Result result = SmtpSource.run(gateway.smtpPort(), 500, 10, name + "@op.example", options);

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
        List<SipMessage> received = sipp.received().stream().filter(request -> request.user().endsWith(name)).toList();
        assertThat(received.stream().map(SipMessage::user).distinct()).hasSize(500);
        // a retransmission has the Call-ID of its request; a second delivery would have one of its own
        assertThat(received.stream().map(request -> request.header("Call-ID")).distinct()).hasSize(500);
    }
}
