package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.mailiwf.smtpd.protocol.DotDecoder;
import org.mailiwf.smtpd.protocol.ReceivedField;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.spool.SpoolWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the data of one mail from the connection into the spool, behind a Received field of ours. */
final class MailReception {

    private static final Logger LOG = LoggerFactory.getLogger(MailReception.class);
    private static final int CHUNK = 8192;
    /** How many times the allowed size is read before the connection is cut. */
    private static final int MAX_EXCESS = 10;

    private final ServerOptions options;
    private final MailTransaction transaction;
    private final SpoolWriter spool;
    private final DotDecoder decoder = new DotDecoder();
    private boolean cut;
    private IOException spoolFailure;

    MailReception(ServerOptions options, MailTransaction transaction, SpoolWriter spool) {
        this.options = options;
        this.transaction = transaction;
        this.spool = spool;
    }

    /** Reads to the end of data, to the end of the connection, or until far too much has come. */
    void receive(InputStream in) {
        byte[] received = receivedField().getBytes(StandardCharsets.UTF_8);
        spool(received, 0, received.length);
        byte[] chunk = new byte[CHUNK];
        try {
            while (!decoder.atEnd() && !cut) {
                in.mark(CHUNK);
                int count = in.read(chunk);
                if (count < 0) {
                    return;
                }
                int used = decoder.decode(chunk, 0, count, this::take);
                if (used < count) {
                    in.reset();
                    in.skipNBytes(used);
                }
                cut = options.maxMessageSize() > 0 && decoder.octets() / MAX_EXCESS > options.maxMessageSize();
            }
        } catch (IOException e) {
            LOG.debug("Connection lost within the data of {}: {}", transaction.id(), e.toString());
        }
    }

    /** True if the end of data was read. */
    boolean isComplete() {
        return decoder.atEnd();
    }

    /** True if so much came that nothing more was read. */
    boolean isCut() {
        return cut;
    }

    /** The size of the mail as the client counts it (RFC 1870 section 3). */
    long octets() {
        return decoder.octets();
    }

    /** Why the mail cannot be taken as it came; {@code null} if it can. */
    Reply refusal() {
        if (decoder.sawBareLineEnd()) {
            return Replies.BARE_LINE_END;
        }
        if (options.isTooLarge(decoder.octets())) {
            return Replies.TOO_LARGE;
        }
        return spoolFailure == null ? null : Replies.STORAGE_FULL;
    }

    private void take(byte[] octets, int offset, int length) {
        if (!options.isTooLarge(decoder.octets())) {
            spool(octets, offset, length);
        }
    }

    private void spool(byte[] octets, int offset, int length) {
        if (spoolFailure == null) {
            try {
                spool.write(octets, offset, length);
            } catch (IOException e) {
                spoolFailure = e;
                LOG.error("Mail {} cannot be spooled", transaction.id(), e);
            }
        }
    }

    private String receivedField() {
        String recipient = transaction.recipients().size() == 1 ? transaction.recipients().get(0).address() : null;
        return ReceivedField.of(transaction.helo(), transaction.client(), options.hostname(), transaction.protocol(), transaction.id(),
                recipient, transaction.receivedAt());
    }
}
