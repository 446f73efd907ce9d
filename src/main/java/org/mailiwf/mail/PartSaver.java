package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** Saves the parts of a MIME entity as files, as they come, whatever their size; and keeps the beginning of its first text. */
public final class PartSaver {

    private static final int MAX_HEADER = 65_536;
    private static final int MAX_FIELDS = 1000;
    private static final int MAX_PARTS = 1000;
    private static final int MAX_TEXT = 16_384;
    private static final int MAX_NAME = 100;

    /**
     * A part that has no parts.
     *
     * @param contentType its media type in lower case
     * @param octets      without transfer encoding
     * @param file        where it is; {@code null} when it was not saved
     */
    public record Part(String contentType, long octets, Path file) {

        @Override
        public String toString() {
            return contentType + ", " + octets + " octets" + (file == null ? "" : ", " + file);
        }
    }

    /**
     * What was in an entity.
     *
     * @param text  the beginning of the first text/plain, otherwise of the first text; empty when there is none
     * @param parts in their order
     */
    public record Saved(String text, List<Part> parts) {
    }

    private final Path directory;
    private final String prefix;
    private final List<Part> parts = new ArrayList<>();
    private String text = "";
    private boolean plain;

    /**
     * @param directory {@code null}: nothing is saved
     * @param prefix    what the names of the files begin with; all but letters, digits, dots and dashes become underscores
     */
    public PartSaver(Path directory, String prefix) {
        this.directory = directory;
        this.prefix = safe(prefix);
    }

    /**
     * Goes through an entity once: header fields, an empty line, and a body.
     *
     * @throws IOException          if it cannot be read, or a file cannot be written
     * @throws MailRefusedException if it is no MIME, or has more of something than is bearable
     */
    public Saved save(InputStream entity) throws IOException, MailRefusedException {
        MimeConfig config = new MimeConfig.Builder().setMaxLineLen(-1).setMaxHeaderLen(MAX_HEADER).setMaxHeaderCount(MAX_FIELDS).build();
        MimeTokenStream stream = new MimeTokenStream(config, null, new MimeFieldBuilder(MAX_HEADER), new PartDescriptor());
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(entity);
        try {
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                if (state == EntityState.T_BODY) {
                    part((PartDescriptor) stream.getBodyDescriptor(), stream.getDecodedInputStream());
                }
            }
        } catch (MimeException e) {
            throw new MailRefusedException("No MIME", e);
        }
        return new Saved(text, List.copyOf(parts));
    }

    private void part(PartDescriptor descriptor, InputStream content) throws IOException, MailRefusedException {
        if (parts.size() == MAX_PARTS) {
            throw new MailRefusedException("More than " + MAX_PARTS + " parts");
        }
        String type = descriptor.getMimeType().toLowerCase(Locale.ROOT);
        boolean isPlain = type.equals("text/plain");
        byte[] beginning = content.readNBytes(type.startsWith("text/") ? MAX_TEXT : 0);
        if (beginning.length > 0 && (text.isEmpty() || isPlain && !plain)) {
            text = Charsets.decode(beginning, beginning.length, Charsets.find(descriptor.getCharset()), beginning.length == MAX_TEXT);
            plain = isPlain;
        }
        Path file = directory == null ? null : directory.resolve(name(descriptor, type));
        try (OutputStream out = file == null ? OutputStream.nullOutputStream()
                : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(beginning);
            parts.add(new Part(type, beginning.length + content.transferTo(out), file));
        }
    }

    private String name(PartDescriptor descriptor, String type) {
        String given = descriptor.fileName();
        String name = given == null || given.isBlank() ? type.substring(type.indexOf('/') + 1) : given;
        return prefix + "-" + (parts.size() + 1) + "-" + safe(name.substring(Math.max(0, name.length() - MAX_NAME)));
    }

    /** No separator of any file system is a letter, digit, dash or dot, and what begins with our prefix is no hidden file. */
    private static String safe(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        for (char c : name.toCharArray()) {
            boolean kept = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-';
            safe.append(kept ? c : '_');
        }
        return safe.toString();
    }
}
