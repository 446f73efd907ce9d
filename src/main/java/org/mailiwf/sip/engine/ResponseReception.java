package org.mailiwf.sip.engine;

import java.text.ParseException;

import org.mailiwf.sip.SipOutcome;

/** Takes every response, whatever it came over, to its client transaction. */
final class ResponseReception {

    private final ClientTransactions transactions;

    ResponseReception(ClientTransactions transactions) {
        this.transactions = transactions;
    }

    /** A datagram. */
    void receive(byte[] octets) {
        try {
            receive(ReceivedMessage.read(octets));
        } catch (ParseException e) {
            JainSipEngine.LOG.debug("Dropped a malformed response: {}", e.getMessage());
        }
    }

    void receive(ReceivedMessage received) {
        ReceivedResponse response = ReceivedResponse.of(received);
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
