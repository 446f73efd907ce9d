package org.mailiwf.smtpd;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.protocol.ReplyGuard;
import org.mailiwf.smtpd.protocol.Stage;
import org.mailiwf.smtpd.server.MailHandler.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the answer of a route from its exchange. */
final class RouteAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(RouteAnswer.class);

    private RouteAnswer() {
    }

    /**
     * @param acceptByDefault whether an exchange without a reply is a 250; otherwise it is the gateway's error
     */
    static Decision of(Exchange exchange, Stage stage, String id, boolean acceptByDefault) {
        Message message = exchange.getMessage();
        String log = text(message, SmtpConstants.LOG);
        if (exchange.isFailed() || exchange.isRollbackOnly()) {
            LOG.error("Mail {}: the route failed at {}", id, stage, exchange.getException());
            return new Decision(Replies.GATEWAY_ERROR, log, null);
        }
        if (!acceptByDefault && message.getHeader(SmtpConstants.REPLY_CODE) == null) {
            LOG.error("Mail {}: the route has come to its end at {} without a reply", id, stage);
            return new Decision(Replies.GATEWAY_ERROR, log, null);
        }
        return new Decision(reply(message, stage, id), log, stage == Stage.RCPT ? message.getBody() : null);
    }

    private static Reply reply(Message message, Stage stage, String id) {
        String status = text(message, SmtpConstants.ENHANCED_STATUS);
        String text = text(message, SmtpConstants.REPLY_TEXT);
        if (message.getHeader(SmtpConstants.REPLY_CODE) == null) {
            return ReplyGuard.reply(stage, 250, status, text, id);
        }
        int code = code(message);
        if (!stage.allows(code)) {
            LOG.warn("Mail {}: the route set {} {}, which is no reply to {}", id, SmtpConstants.REPLY_CODE,
                    message.getHeader(SmtpConstants.REPLY_CODE), stage);
        }
        return ReplyGuard.reply(stage, code, status, text, id);
    }

    /** 0, which is legal nowhere, for what is no number. */
    private static int code(Message message) {
        try {
            Integer code = message.getHeader(SmtpConstants.REPLY_CODE, Integer.class);
            return code == null ? 0 : code;
        } catch (TypeConversionException e) {
            return 0;
        }
    }

    private static String text(Message message, String header) {
        return message.getHeader(header, String.class);
    }
}
