package org.mailiwf.msrp.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream, and keeps the frames of it. */
public final class ReadFrames implements MsrpFrameHandler {

    /** A frame that is whole. */
    public record Frame(MsrpHead head, byte[] body, Continuation continuation) {
    }

    private final List<Frame> frames = new ArrayList<>();
    private final MsrpDecoder decoder;
    private MsrpHead head;
    private ByteArrayOutputStream body;

    public ReadFrames() {
        this(MsrpDecoder.MIN_BUFFER);
    }

    public ReadFrames(int bufferSize) {
        decoder = new MsrpDecoder(bufferSize, this);
    }

    /** Feeds octets, at most {@code piece} at once. */
    public ReadFrames feed(byte[] octets, int piece) throws IOException {
        int at = 0;
        while (at < octets.length) {
            int length = Math.min(Math.min(piece, decoder.room()), octets.length - at);
            System.arraycopy(octets, at, decoder.buffer(), decoder.position(), length);
            decoder.received(length);
            at += length;
        }
        return this;
    }

    /** The frames so far. */
    public List<Frame> frames() {
        return frames;
    }

    boolean isBetweenFrames() {
        return decoder.isBetweenFrames();
    }

    @Override
    public void head(MsrpHead newHead) {
        head = newHead;
        body = new ByteArrayOutputStream();
    }

    @Override
    public void body(byte[] octets, int offset, int length) {
        body.write(octets, offset, length);
    }

    @Override
    public void end(Continuation continuation) {
        frames.add(new Frame(head, body.toByteArray(), continuation));
    }
}
