package org.mailiwf.sip.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import org.mailiwf.sip.SipAdmission;

/**
 * The stack's parser, made safe: whatever it throws, even a StackOverflowError, which would end the only thread that reads the socket, is
 * a malformed message and no more. Attaches the message as it stands on the wire.
 */
final class ParserGuard implements MessageParser {

    private final MessageParser parser;
    private final int maxMessageSize;
    private final SipAdmission admission;

    /**
     * @param admission who is answered
     */
    ParserGuard(int maxMessageSize, SipAdmission admission) {
        this(new StringMsgParser(), maxMessageSize, admission);
    }

    ParserGuard(MessageParser parser, int maxMessageSize, SipAdmission admission) {
        this.parser = parser;
        this.maxMessageSize = maxMessageSize;
        this.admission = admission;
    }

    @Override
    public SIPMessage parseSIPMessage(byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener)
            throws ParseException {
        try {
            SIPMessage message = parse(octets, readBody, strict, listener);
            return !isAnsweredByTheStack(message) || isAnswerWanted(listener) ? message : null;
        } catch (ParseException e) {
            if (listener instanceof ConnectionOrientedMessageChannel connection) {
                // where the next message starts is not known any more
                connection.close();
            }
            JainSipEngine.LOG.debug("A message could not be parsed: {}", e.getMessage());
            if (!isAnswerWanted(listener)) {
                return null;
            }
            // the stack puts this text into the reason phrase of its 400; its own holds line ends
            throw new ParseException("Malformed message", 0);
        }
    }

    /** The stack itself refuses another version (505), and a CSeq of another method (400). */
    private static boolean isAnsweredByTheStack(SIPMessage message) {
        if (!(message instanceof SIPRequest request) || request.getRequestLine() == null || request.getCSeq() == null) {
            return false;
        }
        return !"SIP/2.0".equals(request.getRequestLine().getSipVersion())
                || !request.getCSeq().getMethod().equalsIgnoreCase(request.getMethod());
    }

    /**
     * Whether the stack may answer what came in a datagram, whose source may be forged: only those whose requests are taken, within their
     * limit. A connection has shown where it comes from.
     */
    private boolean isAnswerWanted(ParseExceptionListener listener) {
        if (!(listener instanceof MessageChannel channel) || channel.isReliable()) {
            return true;
        }
        try {
            // an address, so nothing is looked up
            return admission.judge(InetAddress.getByName(channel.getPeerAddress())) == SipAdmission.Verdict.TAKE;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private SIPMessage parse(byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener) throws ParseException {
        ReceivedMessage received = ReceivedMessage.read(octets);
        if (!readBody && received.contentLength(0) > maxMessageSize - octets.length) {
            throw new ParseException("Message too large", 0);
        }
        SIPMessage message;
        try {
            message = parser.parseSIPMessage(octets, readBody, strict, listener);
        } catch (StackOverflowError | RuntimeException e) {
            JainSipEngine.LOG.debug("A message could not be parsed: {}", e.toString());
            throw new ParseException("Malformed message", 0);
        }
        if (message != null) {
            message.setApplicationData(received);
        }
        return message;
    }
}
