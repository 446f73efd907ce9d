package org.mailiwf.msrp.transport;

import java.io.IOException;

import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpFrameHandler;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpSyntaxException;

/** What comes over one connection, frame by frame (RFC 4975 section 7.3): to whom it is for, and the answers that nobody else gives. */
final class FrameReception implements MsrpFrameHandler {

    /** A peer that has named so many sessions that are not there guesses. */
    private static final int MAX_STRAY = 20;

    private final MsrpEndpoint endpoint;
    private final MsrpConnection connection;
    private int stray;
    /** Of the SEND that is being read; {@code null} when its rest is dropped. */
    private IncomingChunk chunk;

    FrameReception(MsrpEndpoint endpoint, MsrpConnection connection) {
        this.endpoint = endpoint;
        this.connection = connection;
    }

    @Override
    public void head(MsrpHead head) throws IOException {
        chunk = null;
        if (head.isResponse()) {
            connection.answered(head);
        } else if (head.method().equals(MsrpHead.SEND)) {
            send(head);
        } else if (head.method().equals(MsrpHead.REPORT)) {
            report(head);
        } else {
            connection.write(head.response(MsrpStatus.UNKNOWN_METHOD), Continuation.END);
        }
    }

    private void send(MsrpHead head) throws IOException {
        // without paths there is nobody to answer: that ends the connection
        MsrpPath to = head.toPath();
        MsrpPath from = head.fromPath();
        FailureReport failureReport;
        IncomingChunk read;
        try {
            failureReport = head.failureReport();
            read = IncomingChunk.of(head, connection);
        } catch (MsrpSyntaxException e) {
            connection.write(head.response(MsrpStatus.BAD_REQUEST), Continuation.END);
            return;
        }
        MsrpSession session = to.uris().size() == 1 ? endpoint.session(to.first()) : null;
        MsrpStatus refused = session == null ? MsrpStatus.NO_SESSION : session.bind(connection, from);
        if (refused == null) {
            session.incoming().begin(read);
            chunk = read;
            return;
        }
        if (failureReport != FailureReport.NO) {
            connection.write(head.response(refused), Continuation.END);
        }
        if (++stray == MAX_STRAY) {
            throw new MsrpSyntaxException("it names sessions that are not there");
        }
    }

    private void report(MsrpHead head) {
        try {
            MsrpSession session = endpoint.session(head.toPath().first());
            if (session != null && connection.holds(session)) {
                session.reported(head);
            }
        } catch (MsrpSyntaxException e) {
            // a REPORT is never answered (section 7.1.2): one that nobody understands is dropped
            endpoint.dropped(head, e);
        }
    }

    @Override
    public void body(byte[] octets, int offset, int length) throws IOException {
        if (chunk != null) {
            chunk.octets(octets, offset, length);
        }
    }

    @Override
    public void end(Continuation continuation) throws IOException {
        if (chunk != null) {
            chunk.end(continuation);
            chunk = null;
        }
    }
}
