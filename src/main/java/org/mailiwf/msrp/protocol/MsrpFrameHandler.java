package org.mailiwf.msrp.protocol;

import java.io.IOException;

/** Gets what {@link MsrpDecoder} reads: for each request or response its head, then its body in pieces, then its end. */
public interface MsrpFrameHandler {

    /** The first line and the header fields. */
    void head(MsrpHead head) throws IOException;

    /** The next octets of the body; they are valid during this call only. Never called for a frame without a body. */
    void body(byte[] octets, int offset, int length) throws IOException;

    /** The end-line. */
    void end(Continuation continuation) throws IOException;
}
