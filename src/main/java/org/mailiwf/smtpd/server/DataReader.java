package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;

import org.mailiwf.smtpd.protocol.DotDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what follows DATA from the connection into the content of a mail. */
final class DataReader {

    private static final Logger LOG = LoggerFactory.getLogger(DataReader.class);
    private static final int CHUNK = 8192;

    private final ServerOptions options;
    private final MailContent content;
    private final DotDecoder decoder = new DotDecoder();
    private boolean cut;

    DataReader(ServerOptions options, MailContent content) {
        this.options = options;
        this.content = content;
    }

    /** Reads to the end of data, to the end of the connection, or until far too much has come. */
    void read(InputStream in) {
        byte[] chunk = new byte[CHUNK];
        try {
            while (!decoder.atEnd() && !cut) {
                in.mark(CHUNK);
                int count = in.read(chunk);
                if (count < 0) {
                    return;
                }
                int used = decoder.decode(chunk, 0, count, content::take);
                if (used < count) {
                    in.reset();
                    in.skipNBytes(used);
                }
                cut = MailContent.isFarTooLarge(options, content.octets());
            }
        } catch (IOException e) {
            LOG.debug("Connection lost within the data of a mail: {}", e.toString());
        }
    }

    /** True if the end of data was read. */
    boolean isComplete() {
        return decoder.atEnd();
    }

    /** True if so much came that nothing more was read. */
    boolean isCut() {
        return cut;
    }
}
