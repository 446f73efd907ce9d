package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailiwf.sip.SipAdmission;
import org.mailiwf.sip.SipField;

class ParserGuardTest {

    private static final SipAdmission EVERYBODY = new SipAdmission("", 0);

    @BeforeAll
    static void aLogger() {
        CommonLogger.legacyLogger = new SipStackLogger();
    }

    @Test
    void aParserThatOverflowsItsStackIsAMalformedMessage() {
        ParserGuard guard = new ParserGuard(new EndlessParser(), 65535, EVERYBODY);

        assertThatThrownBy(() -> guard.parseSIPMessage(octets("MESSAGE x SIP/2.0\r\n\r\n"), true, false, null))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void aParserThatThrowsAnythingIsAMalformedMessage() {
        MessageParser parser = (octets, readBody, strict, listener) -> {
            throw new NullPointerException();
        };

        ParserGuard guard = new ParserGuard(parser, 65535, EVERYBODY);

        assertThatThrownBy(() -> guard.parseSIPMessage(octets("MESSAGE x SIP/2.0\r\n\r\n"), true, false, null))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void twoContentLengthsAreAMalformedMessage() {
        assertThatThrownBy(() -> parse("MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\nab"))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void aThousandLinesAreTooMany() {
        assertThatThrownBy(() -> parse("MESSAGE sip:a@b SIP/2.0\r\nSubject: a\r\n" + " b\r\n".repeat(1000) + "\r\n"))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void fieldsAreKeptAsTheyWereSent() throws ParseException {
        ReceivedMessage received = ReceivedMessage.read(octets(
                "MESSAGE sip:a%40b@c SIP/2.0\r\ns:  Grüße,\r\n\t<ok>\r\nX-A: \"b\" ; c\r\nnot a field\r\nX-Empty:\r\n\r\n"));

        assertThat(received.startLine()).isEqualTo("MESSAGE sip:a%40b@c SIP/2.0");
        assertThat(received.fields()).containsExactly(new SipField("Subject", "Grüße, <ok>"), new SipField("X-A", "\"b\" ; c"));
    }

    @Test
    void theBodyEndsAtContentLengthOrAtTheEndOfTheDatagram() throws ParseException {
        assertThat(parse("MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 2\r\n\r\nabcd").body()).isEqualTo(octets("ab"));
        assertThat(parse("MESSAGE sip:a@b SIP/2.0\r\nSubject: a\r\n\r\nabcd").body()).isEqualTo(octets("abcd"));
    }

    private static ReceivedMessage parse(String text) throws ParseException {
        return (ReceivedMessage) new ParserGuard(65535, EVERYBODY).parseSIPMessage(octets(text), true, false, null).getApplicationData();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class EndlessParser implements MessageParser {
        @Override
        public SIPMessage parseSIPMessage(byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener)
                throws ParseException {
            SIPMessage message = parseSIPMessage(octets, readBody, strict, listener);
            message.setMessageContent(octets);
            return message;
        }
    }
}
