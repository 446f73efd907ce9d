package org.mailiwf.mapping;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.CpimException;
import org.mailiwf.cpim.CpimMessage;
import org.mailiwf.cpim.MediaType;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.PartSaver;

/**
 * The bean {@code handset}: reads a message of any size from its stream, saves its parts, and puts the beginning of its text on the
 * exchange as the property {@code text}, and the list of its parts as {@code parts}.
 */
@Metadata(label = "bean",
          description = "Reads a message of any size from its stream: the beginning of its text and the list of its parts, which it saves.")
public class HandsetMessage implements Processor {

    /** The headers of a CPIM object, octets. */
    private static final int MAX_HEAD = 65_536;

    @Metadata(javaType = "java.lang.String", description = "Where parts are saved. Empty: nowhere.")
    private Path directory;

    /** Where parts are saved; empty: nowhere. */
    public void setDirectory(String path) {
        directory = path == null || path.isEmpty() ? null : Path.of(path);
    }

    /**
     * @throws IOException          if the message cannot be read, or a part cannot be saved
     * @throws CpimException        if it says that it is CPIM and is not
     * @throws MailRefusedException if its content is no MIME, or has more parts than is bearable
     */
    @Override
    public void process(Exchange exchange) throws IOException, CpimException, MailRefusedException {
        Message message = exchange.getMessage();
        String contentType = message.getHeader("Content-Type", "text/plain", String.class);
        String prefix = message.getHeader("CamelMsrpMessageId", exchange.getExchangeId(), String.class);
        InputStream body = message.getBody(InputStream.class);
        try (InputStream in = new BufferedInputStream(body == null ? InputStream.nullInputStream() : body)) {
            InputStream entity = in;
            if (MediaType.parse(contentType).is(CpimMessage.MEDIA_TYPE)) {
                skipHeaders(in);
            } else {
                byte[] field = ("Content-Type: " + OneLine.of(contentType, 1000) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
                entity = new SequenceInputStream(new ByteArrayInputStream(field), in);
            }
            PartSaver.Saved saved = new PartSaver(directory, prefix).save(entity);
            exchange.setProperty("text", saved.text());
            exchange.setProperty("parts", saved.parts());
        }
    }

    /** The message headers of CPIM (RFC 3862 section 2): what follows them is a MIME entity. */
    private static void skipHeaders(InputStream in) throws IOException, CpimException {
        int lineLength = 0;
        for (int read = 0; read < MAX_HEAD; read++) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            if (octet == '\n') {
                if (lineLength == 0) {
                    return;
                }
                lineLength = 0;
            } else if (octet != '\r') {
                lineLength++;
            }
        }
        throw new CpimException("the message headers do not end");
    }
}
