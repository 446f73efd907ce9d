package org.mailiwf.sip.engine;

import java.text.ParseException;

import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipReply;

/** Takes every response, whatever it came over, to its client transaction. */
final class ResponseReception {

    private final ClientTransactions transactions;
    private final InviteClientTransactions invitations;

    ResponseReception(ClientTransactions transactions, InviteClientTransactions invitations) {
        this.transactions = transactions;
        this.invitations = invitations;
    }

    /** A datagram. */
    void receive(byte[] octets) {
        try {
            ReceivedMessage received = ReceivedMessage.read(octets);
            receive(received, received.body());
        } catch (ParseException e) {
            JainSipEngine.LOG.debug("Dropped a malformed response: {}", e.getMessage());
        }
    }

    /**
     * @param body may be {@code null} for none
     */
    void receive(ReceivedMessage received, byte[] body) {
        ReceivedResponse response = ReceivedResponse.of(received);
        if (response != null && response.method().equals("INVITE")) {
            SipReply reply = new SipReply(response.status(), response.reason(), response.fields(), body == null ? new byte[0] : body);
            if (!invitations.receive(response.branch(), reply)) {
                JainSipEngine.LOG.debug("Dropped a response without a transaction: {}", received.startLine());
            }
            return;
        }
        ClientTransaction transaction = response == null ? null : transactions.find(response.branch(), response.method());
        if (transaction == null) {
            JainSipEngine.LOG.debug("Dropped a response without a transaction: {}", received.startLine());
        } else if (response.status() < 200) {
            transaction.proceed();
        } else {
            transaction.complete(SipOutcome.of(response.status(), response.reason(), response.fields()));
        }
    }
}
