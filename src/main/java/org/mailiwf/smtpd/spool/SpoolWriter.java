package org.mailiwf.smtpd.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Takes a mail while it is received: in memory up to a threshold, from there on in a file. Used by one thread. */
public final class SpoolWriter implements AutoCloseable {

    private static final int FIRST_CAPACITY = 4096;

    private final SpoolDirectory directory;
    private final Path file;
    private final int threshold;
    private byte[] buffer;
    private int buffered;
    private long length;
    private FileChannel channel;

    SpoolWriter(SpoolDirectory directory, String id, int threshold) {
        this.directory = directory;
        this.file = directory.fileFor(id);
        this.threshold = threshold;
        this.buffer = new byte[Math.min(FIRST_CAPACITY, Math.max(threshold, 1))];
    }

    /** @throws IOException if the file cannot be written: a full disk, most of all */
    public void write(byte[] octets, int offset, int count) throws IOException {
        if (channel == null && length + count > threshold) {
            channel = directory.create(file);
            flush();
        }
        if (channel != null && buffered + count > buffer.length) {
            flush();
        }
        if (channel != null && count >= buffer.length) {
            writeFully(ByteBuffer.wrap(octets, offset, count));
        } else {
            if (buffered + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(buffered + count, Math.min(buffer.length * 2, Math.max(threshold, 1))));
            }
            System.arraycopy(octets, offset, buffer, buffered, count);
            buffered += count;
        }
        length += count;
    }

    /** Ends the writing: the mail as it can be read. */
    public SpooledMail mail() throws IOException {
        if (channel == null) {
            return SpooledMail.inMemory(buffer, buffered);
        }
        flush();
        channel.close();
        return SpooledMail.inFile(file, length);
    }

    /** Removes the file, if there is one. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            try {
                channel.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private void flush() throws IOException {
        writeFully(ByteBuffer.wrap(buffer, 0, buffered));
        buffered = 0;
    }

    private void writeFully(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }
}
