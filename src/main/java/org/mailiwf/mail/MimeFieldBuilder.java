package org.mailiwf.mail;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.stream.DefaultFieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteArrayBuffer;

/** Leaves out the empty field that mime4j sees at the end of each header section: it would make an exception of it, a costly one. */
final class MimeFieldBuilder extends DefaultFieldBuilder {

    private boolean empty = true;

    /** @param maxOctets how long a field may be */
    MimeFieldBuilder(int maxOctets) {
        super(maxOctets);
    }

    @Override
    public void reset() {
        super.reset();
        empty = true;
    }

    @Override
    public void append(ByteArrayBuffer line) throws MaxHeaderLengthLimitException {
        super.append(line);
        empty = false;
    }

    @Override
    public RawField build() throws MimeException {
        return empty ? null : super.build();
    }
}
