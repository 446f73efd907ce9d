package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TCPMessageProcessor;

/**
 * A TCP listening point of the stack. No failure ends the thread that accepts: the stack's own ends with the first connection that is lost
 * in its hands, and when the system has no file descriptor left for a moment.
 */
final class StreamProcessor extends TCPMessageProcessor {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Timers timers;
    private final Set<Socket> read = ConcurrentHashMap.newKeySet();

    StreamProcessor(InetAddress address, SIPTransactionStack stack, int port, Timers timers) {
        super(address, stack, port);
        this.timers = timers;
    }

    /**
     * Whether nobody reads that connection yet. Two channels of the stack can come to have the same one: when a sender has got a channel that
     * ends before it sends, and so opens a connection that the next channel finds.
     */
    boolean beginReading(Socket socket) {
        return read.add(socket);
    }

    void endReading(Socket socket) {
        read.remove(socket);
    }

    Timers timers() {
        return timers;
    }

    @Override
    public void run() {
        while (isRunning && !sock.isClosed()) {
            try {
                take(sock.accept());
            } catch (IOException | RuntimeException e) {
                if (isRunning && !sock.isClosed()) {
                    JainSipEngine.LOG.warn("A connection could not be accepted: {}", e.toString());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void take(Socket socket) {
        try {
            StreamChannel channel = new StreamChannel(socket, sipStack, this);
            incomingMessageChannels.put(channel.getKey(), channel);
            if (socket.isClosed()) {
                // its thread may have ended before
                ended(channel);
            }
        } catch (IOException e) {
            JainSipEngine.LOG.debug("A connection was lost as soon as it was made", e);
        }
    }

    void ended(StreamChannel channel) {
        remove(channel);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public synchronized MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
        String key = MessageChannel.getKey(host, port, "TCP");
        ConnectionOrientedMessageChannel known = messageChannels.get(key);
        if (known != null) {
            return known;
        }
        StreamChannel made = new StreamChannel(host, port, sipStack, this);
        messageChannels.put(key, made);
        return made;
    }
}
