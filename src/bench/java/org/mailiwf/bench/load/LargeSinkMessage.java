package org.mailiwf.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.transport.MsrpSink;

/** One message that comes to {@link LargeSink}: finds its attachment and sums it up. */
final class LargeSinkMessage implements MsrpSink {

    private static final int MAX_HEAD = 65_536;
    private static final String MARK = new String(LargeMail.MARK, StandardCharsets.US_ASCII);

    private final String requestUri;
    private final Consumer<String> report;
    private final long attachment;
    private final CRC32C sum = new CRC32C();
    private ByteArrayOutputStream head = new ByteArrayOutputStream();
    private long next;
    private long fromMark;

    /**
     * @param requestUri whose user part begins with {@code large-OCTETS-}, the size of the attachment
     * @param report     gets a line about what became of the message
     */
    LargeSinkMessage(String requestUri, Consumer<String> report) {
        this.requestUri = requestUri;
        this.report = report;
        this.attachment = Long.parseLong(requestUri.split("-")[1]);
    }

    @Override
    public void octets(long position, byte[] octets, int offset, int length) throws IOException {
        if (position != next) {
            throw new IOException("octets from " + position + " on, not from " + next);
        }
        next += length;
        if (head == null) {
            take(octets, offset, length);
            return;
        }
        head.write(octets, offset, length);
        int mark = head.toString(StandardCharsets.ISO_8859_1).indexOf(MARK);
        if (mark >= 0) {
            byte[] begun = head.toByteArray();
            head = null;
            take(begun, mark, begun.length - mark);
        } else if (head.size() > MAX_HEAD) {
            throw new IOException("no attachment");
        }
    }

    private void take(byte[] octets, int offset, int length) {
        sum.update(octets, offset, (int) Math.max(0, Math.min(length, attachment - fromMark)));
        fromMark += length;
    }

    @Override
    public CompletionStage<MsrpStatus> end(long length) {
        report.accept("MESSAGE " + requestUri + " " + fromMark + " " + sum.getValue());
        return CompletableFuture.completedFuture(MsrpStatus.OK);
    }

    @Override
    public void aborted(String why) {
        report.accept("ABORTED " + requestUri + " " + why);
    }
}
