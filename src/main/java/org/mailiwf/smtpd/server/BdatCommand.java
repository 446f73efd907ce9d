package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.Chunk;
import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;

/**
 * BDAT (RFC 3030 section 2): a chunk of the mail, of a size said beforehand. The chunk is always read to its end, also when it is refused:
 * what is left in the connection would be taken for commands. A chunk that is refused ends the transaction.
 */
final class BdatCommand extends SessionCommand {

    BdatCommand(SmtpServer server) {
        super(server, "BDAT");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        Chunk chunk = Chunk.parse(argument);
        if (chunk == null) {
            // nobody knows where the chunk ends and commands begin again
            session.transactionEnded("bdat");
            session.reply(Replies.BAD_CHUNK_SIZE);
            session.closeUnheard();
            return;
        }
        MailTransaction transaction;
        try {
            transaction = MailDelivery.require(session);
        } catch (CommandRefused refused) {
            refuse(session, chunk, refused.reply());
            return;
        }
        MailDelivery.begin(session);
        server().inFlight().begin();
        try {
            receive(session, transaction, chunk);
            session.send();
        } finally {
            session.commandsAgain();
            server().inFlight().end();
            session.mailDone();
        }
    }

    private void receive(SmtpSession session, MailTransaction transaction, Chunk chunk) throws IOException {
        MailContent content = session.content();
        if (content == null) {
            content = new MailContent(server(), transaction);
            session.begin(content);
        }
        if (System.nanoTime() - content.deadline() > 0) {
            // chunks that come whole with their commands never let a read time out
            session.transactionEnded("timeout");
            session.reply(Replies.TIMED_OUT);
            session.closeUnheard();
            return;
        }
        long octets = content.octets() + chunk.size();
        if (server().options().isTooLarge(octets)) {
            tooLarge(session, chunk, octets);
            return;
        }
        session.waitUntil(content.deadline());
        if (!new ChunkReader(session.input(), chunk.size()).read(content::take)) {
            session.inputEnded();
            return;
        }
        if (chunk.last()) {
            content.end();
        }
        if (chunk.last() || content.refusal() != null) {
            MailDelivery.decide(server(), session, content);
        } else {
            session.reply(new Reply(250, "2.0.0", chunk.size() + " octets received"));
        }
    }

    /** Said before a single octet is spooled. */
    private void tooLarge(SmtpSession session, Chunk chunk, long octets) throws IOException {
        MailTransaction transaction = session.transaction();
        session.transactionReplied();
        MailLog.replied(transaction, octets, null, Replies.TOO_LARGE);
        refuse(session, chunk, Replies.TOO_LARGE);
    }

    private void refuse(SmtpSession session, Chunk chunk, Reply reply) throws IOException {
        if (MailContent.isFarTooLarge(server().options(), chunk.size())) {
            session.reply(reply);
            session.closeUnheard();
        } else if (new ChunkReader(session.input(), chunk.size()).read((octets, offset, length) -> { })) {
            session.reply(reply);
        } else {
            session.inputEnded();
        }
    }
}
