package org.mailiwf.bench.floor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.subethamail.smtp.MessageHandler;

/** Floor 1: reads the mail, forgets it and answers 250. */
final class SinkHandler implements MessageHandler {

    @Override
    public void from(String from) {
        // every sender is taken
    }

    @Override
    public void recipient(String recipient) {
        // every recipient is taken
    }

    @Override
    public String data(InputStream data) throws IOException {
        data.transferTo(OutputStream.nullOutputStream());
        return null;
    }

    @Override
    public void done() {
        // nothing is held
    }
}
