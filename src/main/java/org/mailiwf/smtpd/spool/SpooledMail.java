package org.mailiwf.smtpd.spool;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.mailiwf.mail.HeaderSection;
import org.mailiwf.mail.KnownHeader;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.MailRefusedException;

/**
 * A received mail: an input stream that can be read again after {@link #reset()}. Camel resets it between the steps of a route.
 *
 * <p>It is valid until the reply to the mail is given; then its file is deleted. A {@link #copy} has its file open from the start, so
 * that on systems that keep the content of an open file a wire tap can read it later.
 */
public final class SpooledMail extends InputStream implements StreamCache, KnownHeader {

    private static final int BUFFER_SIZE = 8192;

    private final byte[] octets;
    private final Path file;
    private final long length;
    private FileChannel channel;
    private InputStream in;
    private long position;
    private HeaderSection headerSection;

    private SpooledMail(byte[] octets, Path file, long length) {
        this.octets = octets;
        this.file = file;
        this.length = length;
    }

    static SpooledMail inMemory(byte[] octets, int length) {
        return new SpooledMail(octets, null, length);
    }

    static SpooledMail inFile(Path file, long length) {
        return new SpooledMail(null, file, length);
    }

    /** Reads the header section, once for all who read the mail after this, and resets. */
    public MailHeader readHeader(int maxOctets) throws IOException, MailRefusedException {
        headerSection = HeaderSection.read(this, maxOctets);
        reset();
        return headerSection.header();
    }

    @Override
    public HeaderSection headerSection() {
        return position == 0 ? headerSection : null;
    }

    @Override
    public int read() throws IOException {
        int octet = in().read();
        position += octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int read = in().read(target, offset, count);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public int available() throws IOException {
        return in().available();
    }

    @Override
    public void reset() {
        in = null;
        position = 0;
    }

    /** As {@link #reset()}: a step of a route that closes the stream does not take the mail away from the next one. */
    @Override
    public void close() {
        reset();
    }

    /** Closes the open file. */
    public void dispose() throws IOException {
        reset();
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (octets != null) {
            out.write(octets, 0, (int) length);
            return;
        }
        WritableByteChannel target = Channels.newChannel(out);
        long written = 0;
        while (written < length) {
            long count = channel().transferTo(written, length - written, target);
            if (count <= 0) {
                throw new EOFException(file + " ends at " + written + " of " + length + " octets");
            }
            written += count;
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) throws IOException {
        SpooledMail copy = new SpooledMail(octets, file, length);
        copy.headerSection = headerSection;
        if (file != null) {
            copy.channel();
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    IOHelper.close(copy.channel);
                }
            });
        }
        return copy;
    }

    @Override
    public boolean inMemory() {
        return octets != null;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }

    private InputStream in() throws IOException {
        if (in == null) {
            in = octets != null
                    ? new ByteArrayInputStream(octets, 0, (int) length)
                    : new BufferedInputStream(Channels.newInputStream(channel().position(0)), BUFFER_SIZE);
        }
        return in;
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel;
    }
}
