package org.mailiwf.sip.engine;

import java.util.Properties;

import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.TransportNotSupportedException;
import javax.sip.message.Response;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import org.mailiwf.sip.SipSettings;

/**
 * JAIN-SIP as transport and parser: every message is taken out before the stack makes a transaction of it, so it keeps no state. Made by
 * its constructor and not by the SipFactory singleton, which would be shared with others in the same JVM.
 */
final class JainStack extends SipStackImpl {

    /** Threads that parse the requests of a UDP socket. */
    static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** What is done with a received message, on a thread of the stack. */
    interface Receiver {
        void request(SIPRequest request, MessageChannel channel);

        void response(SIPResponse response);
    }

    /**
     * @param timers the clock of its connections
     */
    JainStack(SipSettings settings, SipSockets sockets, Timers timers, Receiver receiver) throws PeerUnavailableException {
        super(properties(settings));
        // objects, not class names: the stack's class loader need not see ours
        networkLayer = sockets;
        setMessageParserFactory(stack -> new ParserGuard(settings.maxMessageSize(), settings.admission()));
        setMessageProcessorFactory(new BoundedProcessors(timers));
        sipMessageValve = new Valve(receiver);
        endEventScanner();
    }

    /** Opens a listening point on a socket that is bound already. */
    void open(String transport, String address, int port) throws SipException {
        try {
            createListeningPoint(address, port, transport);
        } catch (TransportNotSupportedException | InvalidArgumentException e) {
            throw new SipException(e.getMessage(), e);
        }
    }

    /** The scanner's thread would outlive the stack, waiting for an event; with the valve it has nothing to do at all. */
    private void endEventScanner() {
        EventScanner scanner = getEventScanner();
        scanner.forceStop();
        scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
    }

    private static Properties properties(SipSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "mail-iwf");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        String prefix = "gov.nist.javax.sip.";
        properties.setProperty(prefix + "STACK_LOGGER", SipStackLogger.class.getName());
        properties.setProperty(prefix + "REENTRANT_LISTENER", "true");
        properties.setProperty(prefix + "THREAD_POOL_SIZE", Integer.toString(THREADS));
        properties.setProperty(prefix + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        properties.setProperty(prefix + "MAX_MESSAGE_SIZE", Integer.toString(settings.maxMessageSize()));
        properties.setProperty(prefix + "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(4 * 1024 * 1024));
        properties.setProperty(prefix + "SEND_UDP_BUFFER_SIZE", Integer.toString(1024 * 1024));
        // its auditor's timer thread would outlive the stack; our own queue is bounded
        properties.setProperty(prefix + "CONGESTION_CONTROL_TIMEOUT", "0");
        return properties;
    }

    /** Takes every message out of the stack, and lets no error end the thread that brings it. */
    private static final class Valve implements SIPMessageValve {

        private final Receiver receiver;

        Valve(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public boolean processRequest(SIPRequest request, MessageChannel channel) {
            try {
                receiver.request(request, channel);
            } catch (RuntimeException | StackOverflowError e) {
                JainSipEngine.LOG.error("A request could not be processed", e);
            }
            return false;
        }

        @Override
        public boolean processResponse(Response response, MessageChannel channel) {
            try {
                receiver.response((SIPResponse) response);
            } catch (RuntimeException | StackOverflowError e) {
                JainSipEngine.LOG.error("A response could not be processed", e);
            }
            return false;
        }

        @Override
        public void init(SipStack stack) {
            // nothing to prepare
        }

        @Override
        public void destroy() {
            // nothing to release
        }
    }
}
