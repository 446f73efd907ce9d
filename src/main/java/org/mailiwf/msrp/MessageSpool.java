package org.mailiwf.msrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The octets of one message, in any order: in memory up to a threshold, from there on in a file that has no name any more as soon as it is
 * open, where the system allows that, so that nothing is left of it whatever happens. Used by one thread at a time.
 */
final class MessageSpool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MessageSpool.class);

    private static final int FIRST_CAPACITY = 4096;

    private final Path directory;
    private final int threshold;
    private byte[] buffer = new byte[0];
    private FileChannel channel;
    private Path file;

    /**
     * @param threshold octets that are kept in memory
     */
    MessageSpool(Path directory, int threshold) {
        this.directory = directory;
        this.threshold = threshold;
    }

    /** @throws IOException if the file cannot be written: a full disk, most of all */
    void write(long position, byte[] octets, int offset, int length) throws IOException {
        if (channel == null && position + length > threshold) {
            open();
        }
        if (channel != null) {
            writeFully(position, ByteBuffer.wrap(octets, offset, length));
            return;
        }
        int end = (int) position + length;
        if (end > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(end, Math.min(threshold, Math.max(FIRST_CAPACITY, 2 * buffer.length))));
        }
        System.arraycopy(octets, offset, buffer, (int) position, length);
    }

    private void open() throws IOException {
        Path path = directory.resolve("msrp-" + UUID.randomUUID() + ".spool");
        channel = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            Files.delete(path);
        } catch (IOException e) {
            LOG.debug("{} is deleted when it is read", path, e);
            file = path;
        }
        writeFully(0, ByteBuffer.wrap(buffer));
        buffer = new byte[0];
    }

    private void writeFully(long position, ByteBuffer octets) throws IOException {
        long at = position;
        while (octets.hasRemaining()) {
            at += channel.write(octets, at);
        }
    }

    /**
     * Reads from a position.
     *
     * @return how many octets were read, at least one; -1 at the end
     */
    int read(long position, long end, byte[] octets, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, end - position);
        if (wanted <= 0) {
            return -1;
        }
        if (channel != null) {
            return channel.read(ByteBuffer.wrap(octets, offset, wanted), position);
        }
        System.arraycopy(buffer, (int) position, octets, offset, wanted);
        return wanted;
    }

    boolean inMemory() {
        return channel == null;
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("A spooled message was not removed: {}", e.toString());
        }
    }
}
