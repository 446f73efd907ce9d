package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** RFC 3261 section 12. */
class SipDialogTest {

    private static final SipRequestDraft INVITE = new SipRequestDraft("INVITE", SipUri.parse("sip:bob@op.example"),
            "<sip:alice@corp.example>;tag=near", "<sip:bob@op.example>", "id", 1, new AtomicLong(1), 70, "", "", new byte[0], 0, false, "");

    @Test
    void theRouteSetOfTheCallerIsTheRecordRouteFromItsEnd() {
        SipDialog.Request bye = dialog("<sip:far.example;lr>", "<sip:near.example:5080;transport=tcp;lr>, <sip:edge.example;lr>")
                .request("BYE", List.of());

        assertThat(bye.next().hop()).hasToString("udp:edge.example:5060");
        assertThat(wire(bye)).startsWith("BYE sip:bob@192.0.2.9 SIP/2.0\r\n").containsSubsequence("Route: <sip:edge.example;lr>\r\n",
                "From: <sip:alice@corp.example>;tag=near\r\n", "To: <sip:bob@op.example>;tag=far\r\n", "CSeq: 2 BYE\r\n",
                "Route: <sip:near.example:5080;transport=tcp;lr>\r\n", "Route: <sip:far.example;lr>\r\n");
    }

    @Test
    void aStrictRouterIsTheRequestUriAndTheTargetComesLast() {
        SipDialog.Request bye = dialog("<sip:far.example;lr>", "<sip:strict.example>").request("BYE", List.of());

        assertThat(wire(bye)).startsWith("BYE sip:strict.example SIP/2.0\r\n").containsSubsequence("Route: <sip:far.example;lr>\r\n",
                "Route: <sip:bob@192.0.2.9>\r\n");
    }

    @Test
    void theAckHasTheNumberOfItsInvite() {
        SipDialog dialog = dialog();
        dialog.request("PRACK", List.of());

        assertThat(wire(dialog.ack(1))).contains("CSeq: 1 ACK\r\n");
        assertThat(wire(dialog.request("BYE", List.of()))).contains("CSeq: 3 BYE\r\n");
    }

    @Test
    void withoutAUsableContactRequestsGoToTheRequestUri() {
        SipReply reply = new SipReply(200, "OK", List.of(new SipField("To", "<sip:bob@op.example>;tag=far"),
                new SipField("Contact", "<mailto:bob@op.example>, <sip:bad host>")), new byte[0]);

        assertThat(wire(SipDialog.ofReply(INVITE, reply).request("BYE", List.of()))).startsWith("BYE sip:bob@op.example SIP/2.0\r\n");
    }

    @Test
    void aRouteThatIsNoneAndTooManyOfThemMakeNoDialog() {
        assertThatThrownBy(() -> dialog("<tel:+49>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialog("<sip:r.example;lr>,".repeat(31) + "<sip:r.example;lr>")).isInstanceOf(IllegalArgumentException.class);
    }

    private static SipDialog dialog(String... recordRoutes) {
        List<SipField> fields = new ArrayList<>(List.of(new SipField("To", "<sip:bob@op.example>;tag=far"),
                new SipField("Contact", "\"Bob, <at> work\" <sip:bob@192.0.2.9>;+g.x")));
        for (String each : recordRoutes) {
            fields.add(new SipField("Record-Route", each));
        }
        return SipDialog.ofReply(new SipRequestDraft("INVITE", INVITE.requestUri(), INVITE.from(), INVITE.to(), "id", 1, new AtomicLong(1), 70, "",
                "", new byte[0], 0, false, ""), new SipReply(200, "OK", fields, new byte[0]));
    }

    private static String wire(SipDialog.Request request) {
        return new String(request.draft().write("z9hG4bKx", request.next(), "127.0.0.1:5060", List.of()).octets(), StandardCharsets.UTF_8);
    }
}
