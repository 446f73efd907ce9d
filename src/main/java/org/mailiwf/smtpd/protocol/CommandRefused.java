package org.mailiwf.smtpd.protocol;

/** A command that is answered with a 4yz or 5yz reply. Carries no stack trace: it is an answer, not a fault. */
public final class CommandRefused extends Exception {

    private final transient Reply reply;

    public CommandRefused(Reply reply) {
        super(reply.line(), null, false, false);
        this.reply = reply;
    }

    /** Malformed parameter of MAIL or RCPT: 501 5.5.4. */
    static CommandRefused badParameter(String text) {
        return new CommandRefused(new Reply(501, "5.5.4", text));
    }

    public Reply reply() {
        return reply;
    }
}
