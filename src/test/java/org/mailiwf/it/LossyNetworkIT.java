package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.LossyRelay;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;

/** Datagrams are lost in both directions, mails are not. */
class LossyNetworkIT {

    private static final int SESSIONS = 8;
    private static final int MAILS = 25;

    @Test
    void withATenthOfTheDatagramsLostEveryMailIsDeliveredAndEachAsOneMessage() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(SESSIONS);
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer("200 OK"));
             LossyRelay network = LossyRelay.start(phone.port(), 10);
             Gateway gateway = TestGateway.start(network.uri(), "iwf.sip.t1", "50")) {
            List<Future<List<Integer>>> sessions = new ArrayList<>();
            for (int session = 0; session < SESSIONS; session++) {
                String user = "user" + session;
                sessions.add(clients.submit(() -> send(gateway, user)));
            }
            for (Future<List<Integer>> session : sessions) {
                assertThat(session.get(2, TimeUnit.MINUTES)).hasSize(MAILS).containsOnly(250);
            }

            assertThat(network.lost()).isGreaterThan(SESSIONS * MAILS / 10);
            // a retransmission is the same request; a second one for the same mail would have a Via of its own
            assertThat(phone.received().stream().map(request -> request.header("Via")).distinct()).hasSize(SESSIONS * MAILS);
            assertThat(phone.received().stream().map(SipMessage::body).distinct()).hasSize(SESSIONS * MAILS);
        } finally {
            clients.shutdownNow();
        }
    }

    private static List<Integer> send(Gateway gateway, String user) throws Exception {
        List<Integer> replies = new ArrayList<>();
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            for (int mail = 0; mail < MAILS; mail++) {
                replies.add(client.mail("alice@corp.example", user + "@op.example", "Subject: Review", "", user + " mail " + mail).code());
            }
        }
        return replies;
    }
}
