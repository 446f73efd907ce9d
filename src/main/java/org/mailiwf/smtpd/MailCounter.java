package org.mailiwf.smtpd;

import java.util.concurrent.atomic.LongAdder;

import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.server.MailHandler;
import org.mailiwf.smtpd.server.MailTransaction;
import org.mailiwf.smtpd.spool.SpooledMail;

/** Counts what handlers decide. */
final class MailCounter {

    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile MailListener listener;

    MailCounts counts() {
        return new MailCounts(taken.sum(), refused.sum());
    }

    /** Is told of each reply; {@code null}: nobody is. */
    void setListener(MailListener listener) {
        this.listener = listener;
    }

    /** The handler, its decisions counted. */
    MailHandler counting(MailHandler handler) {
        return new MailHandler() {
            @Override
            public Decision mail(MailTransaction transaction) {
                return asked(handler.mail(transaction));
            }

            @Override
            public Decision recipient(MailTransaction transaction, SmtpRecipient recipient) {
                return asked(handler.recipient(transaction, recipient));
            }

            @Override
            public Decision message(MailTransaction transaction, SpooledMail mail) {
                Decision decision = asked(handler.message(transaction, mail));
                if (decision.reply().positive()) {
                    taken.increment();
                }
                return decision;
            }

            @Override
            public void replied(MailTransaction transaction, Reply reply) {
                MailListener told = listener;
                if (told != null) {
                    told.replied(reply.code(), transaction.elapsedMillis());
                }
            }
        };
    }

    private MailHandler.Decision asked(MailHandler.Decision decision) {
        if (!decision.reply().positive()) {
            refused.increment();
        }
        return decision;
    }
}
