package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.util.LinkedList;
import java.util.concurrent.LinkedBlockingQueue;

import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.UDPMessageProcessor;

/**
 * The stack's transports, with a bound on what waits for a thread: the stack's own queues have none.
 */
final class BoundedProcessors extends OIOMessageProcessorFactory {

    private static final int MAX_WAITING = 2000;

    private final Timers timers;

    BoundedProcessors(Timers timers) {
        this.timers = timers;
    }

    @Override
    public MessageProcessor createMessageProcessor(SIPTransactionStack stack, InetAddress address, int port, String transport)
            throws IOException {
        if (transport.equalsIgnoreCase("tcp")) {
            return new StreamProcessor(address, stack, port, timers);
        }
        // also for UDP: only the stack's own factory can tell the stack that it has a UDP socket to answer from
        MessageProcessor processor = super.createMessageProcessor(stack, address, port, transport);
        return transport.equalsIgnoreCase("udp") ? new BoundedUdp(address, stack, port) : processor;
    }

    private static final class BoundedUdp extends UDPMessageProcessor {

        BoundedUdp(InetAddress address, SIPTransactionStack stack, int port) throws IOException {
            super(address, stack, port);
            // a datagram that finds it full is lost, as in the socket's buffer; its sender sends again
            messageQueue = new LinkedBlockingQueue<>(MAX_WAITING);
        }

        /**
         * The stack would go through the list of its threads, which another thread may be making just now, and fail. The list is not
         * needed: anything in the queue wakes each of them, also one that starts later, and it sees for itself that it is over.
         */
        @Override
        public void stop() {
            messageChannels = new LinkedList<>();
            super.stop();
            for (int i = 0; i < JainStack.THREADS; i++) {
                messageQueue.offer(new DatagramQueuedMessageDispatch(new DatagramPacket(new byte[0], 0), 0));
            }
        }
    }
}
