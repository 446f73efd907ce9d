package org.mailiwf.sip.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TCPMessageChannel;

/**
 * A TCP connection of the stack, read by one thread that processes a message before it reads the next. The stack's own reading puts what
 * comes into a queue without bound, which a peer that sends faster than we process fills until there is no memory.
 */
final class StreamChannel extends TCPMessageChannel {

    /** A peer that begins a message has so long to end it. */
    private static final int MESSAGE_MILLIS = 20_000;
    private static final byte[] PONG = {'\r', '\n'};

    /** Of a connection that was accepted. Its thread runs before this constructor ends, so there are no fields of its own here. */
    StreamChannel(Socket socket, SIPTransactionStack stack, StreamProcessor processor) throws IOException {
        super(socket, stack, processor, "sip-tcp-" + socket.getRemoteSocketAddress());
    }

    /** Of a connection that is made with the first message. */
    StreamChannel(InetAddress host, int port, SIPTransactionStack stack, StreamProcessor processor) throws IOException {
        super(host, port, stack, processor);
        isCached = true;
    }

    /** Reads a connection to its end. */
    @Override
    public void run() {
        // a later connection of this channel has a thread of its own
        InputStream in = myClientInputStream;
        Socket socket = mySock;
        StreamProcessor processor = (StreamProcessor) messageProcessor;
        if (socket == null || !processor.beginReading(socket)) {
            return;
        }
        try {
            read(in, socket);
        } catch (IOException e) {
            JainSipEngine.LOG.debug("The connection with {} ends: {}", socket.getRemoteSocketAddress(), e.getMessage());
        } catch (Exception | StackOverflowError e) {
            JainSipEngine.LOG.debug("The connection with {} is closed", socket.getRemoteSocketAddress(), e);
        } finally {
            end(socket);
            processor.endReading(socket);
        }
    }

    private void read(InputStream in, Socket socket) throws Exception {
        MessageParser parser = sipStack.getMessageParserFactory().createMessageParser(sipStack);
        StreamReader reader = new StreamReader(in, sipStack.getMaxMessageSize());
        MessageDeadline deadline = new MessageDeadline(socket);
        try {
            for (byte[] head = reader.head(deadline); head != null; head = reader.head(deadline)) {
                SIPMessage message = parser.parseSIPMessage(head, false, false, this);
                if (message == null) {
                    throw new IOException("No message");
                }
                readBody(message, reader, deadline);
                deadline.ended();
                processMessage(message);
            }
        } finally {
            deadline.ended();
        }
    }

    private static void readBody(SIPMessage message, StreamReader reader, MessageDeadline deadline) throws IOException {
        int length = message.getContentLength() == null ? 0 : message.getContentLength().getContentLength();
        if (length != ((ReceivedMessage) message.getApplicationData()).contentLength(0)) {
            throw new IOException("A Content-Length that is none");
        }
        if (length > 0) {
            message.setMessageContent(reader.body(length, deadline));
        }
    }

    private void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            JainSipEngine.LOG.debug("A connection was not closed cleanly", e);
        }
        synchronized (this) {
            // not the one that a sender may have made meanwhile
            if (mySock == null || mySock == socket) {
                close();
                ((StreamProcessor) messageProcessor).ended(this);
            }
        }
    }

    /** Closes a connection on which a message was begun and does not end, however steadily it drips; answers pings. */
    private final class MessageDeadline implements StreamReader.Waiting {

        private final Socket socket;
        private Timers.Cancellable timer;

        MessageDeadline(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void pinged() throws IOException {
            OutputStream out = socket.getOutputStream();
            // the stack holds the same monitor while it writes a message
            synchronized (out) {
                out.write(PONG);
                out.flush();
            }
        }

        @Override
        public void begun() {
            if (timer == null) {
                timer = ((StreamProcessor) messageProcessor).timers().schedule(() -> {
                    try {
                        JainSipEngine.LOG.debug("A message from {} does not end", socket.getRemoteSocketAddress());
                        socket.close();
                    } catch (IOException e) {
                        JainSipEngine.LOG.debug("A connection was not closed cleanly", e);
                    }
                }, MESSAGE_MILLIS);
            }
        }

        void ended() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
