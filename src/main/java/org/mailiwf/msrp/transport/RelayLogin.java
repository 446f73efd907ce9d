package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.mailiwf.msrp.protocol.RelayChallenge;

/** AUTH (RFC 4976 section 5.1): asks a relay for a URI of its own that leads to us. */
final class RelayLogin {

    private final MsrpSettings settings;
    private final MsrpConnection connection;
    private final MsrpRelay relay;
    private final MsrpUri localUri;

    RelayLogin(MsrpSettings settings, MsrpConnection connection, MsrpRelay relay, MsrpUri localUri) {
        this.settings = settings;
        this.connection = connection;
        this.relay = relay;
        this.localUri = localUri;
    }

    /** The Use-Path. @throws IOException if the relay refuses, or does not answer */
    MsrpPath login() throws IOException {
        MsrpHead answer = auth(null);
        String challenge = answer.value(MsrpHead.WWW_AUTHENTICATE);
        if (answer.status().code() == MsrpStatus.UNAUTHORIZED.code() && challenge != null) {
            answer = auth(RelayChallenge.parse(challenge).answer(MsrpHead.AUTH, relay.uri().toString(), relay.username(), relay.password(),
                    MsrpIds.next()));
        }
        String use = answer.value(MsrpHead.USE_PATH);
        if (!answer.status().isSuccess() || use == null) {
            throw new IOException("the relay has answered " + answer.status());
        }
        return MsrpPath.parse(use);
    }

    private MsrpHead auth(String authorization) throws IOException {
        String id = MsrpIds.next();
        List<MsrpField> fields = new ArrayList<>(List.of(new MsrpField(MsrpHead.TO_PATH, relay.uri().toString()),
                new MsrpField(MsrpHead.FROM_PATH, localUri.toString())));
        if (authorization != null) {
            fields.add(new MsrpField(MsrpHead.AUTHORIZATION, authorization));
        }
        CompletableFuture<MsrpHead> answer = new CompletableFuture<>();
        connection.expect(id, new MsrpTransaction() {

            @Override
            public void answered(MsrpHead response) {
                answer.complete(response);
            }

            @Override
            public void lost(LostConnection why) {
                answer.completeExceptionally(new NoConnectionException(why));
            }
        });
        try {
            connection.write(MsrpHead.request(id, MsrpHead.AUTH, fields), Continuation.END);
            return answer.get(settings.transactionTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the relay does not answer", e);
        } catch (ExecutionException e) {
            throw new IOException("the relay has closed the connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the relay", e);
        } finally {
            connection.forget(id);
        }
    }
}
