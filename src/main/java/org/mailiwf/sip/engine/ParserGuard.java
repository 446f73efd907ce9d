package org.mailiwf.sip.engine;

import java.text.ParseException;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;

/**
 * The stack's parser, made safe: whatever it throws, even a StackOverflowError, which would end the only thread that reads the socket, is
 * a malformed message and no more. Attaches the message as it stands on the wire.
 */
final class ParserGuard implements MessageParser {

    private final MessageParser parser;
    private final int maxMessageSize;

    ParserGuard(int maxMessageSize) {
        this(new StringMsgParser(), maxMessageSize);
    }

    ParserGuard(MessageParser parser, int maxMessageSize) {
        this.parser = parser;
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public SIPMessage parseSIPMessage(byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener)
            throws ParseException {
        try {
            return parse(octets, readBody, strict, listener);
        } catch (ParseException e) {
            if (listener instanceof ConnectionOrientedMessageChannel connection) {
                // where the next message starts is not known any more
                connection.close();
            }
            JainSipEngine.LOG.debug("A message could not be parsed: {}", e.getMessage());
            // the stack puts this text into the reason phrase of its 400; its own holds line ends
            throw new ParseException("Malformed message", 0);
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
