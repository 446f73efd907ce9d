package org.mailiwf.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code aliases}: mail addresses and their SIP URIs from a file, which is read again when it has changed. While the changed
 * file cannot be read or has a wrong line, what was read before holds.
 *
 * <p>A line is {@code mail-address = sip-uri}; the URI may be sip, sips or tel; several, a comma and a space between them, are a group.
 * Empty lines and lines that begin with {@code #} say nothing, nor does what follows a space and {@code #} behind a URI. UTF-8.
 * {@code postmaster} may stand without a domain.
 */
@Metadata(label = "bean", description = "Mail addresses and their SIP URIs from a file, which is read again when it has changed.")
public class AliasFile implements Processor {

    private static final String FILE = "iwf.recipients.file";
    private static final Logger LOG = LoggerFactory.getLogger(AliasFile.class);

    /** How often the file is looked at, at most. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Stamp(FileTime modified, long size, Object key) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private final AtomicLong lookAgainAt = new AtomicLong();
    private volatile Map<String, List<String>> aliases = Map.of();
    @Metadata(javaType = "java.lang.String", description = "The path of the file, lines of mail-address = sip-uri. Empty: no aliases.")
    private volatile Path file;
    private volatile Stamp stamp;

    /**
     * The path of the file; empty, the default: no aliases.
     *
     * @throws IllegalArgumentException if it cannot be read or a line is wrong; the message names file and line, and what is allowed
     */
    public void setFile(String file) {
        this.file = file.isBlank() ? null : path(file.strip());
        aliases = Map.of();
        if (this.file != null) {
            try {
                load(Stamp.of(this.file));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        FILE + ": '" + file + "' is not allowed; allowed: empty, or a file that can be read (" + e + ")", e);
            }
        }
        lookAgainAt.set(System.nanoTime() + LOOK_NANOS);
    }

    /** At RCPT, where the body is the address: sets the exchange property {@code sipUris} if the address has an alias. */
    @Override
    public void process(Exchange exchange) {
        List<String> uris = find(exchange.getMessage().getBody(String.class));
        if (!uris.isEmpty()) {
            exchange.setProperty(RecipientAnswer.SIP_URIS, uris);
        }
    }

    /** The SIP URIs of a mail address, which is looked up without regard to case; empty when it has none. */
    public List<String> find(String mailAddress) {
        return current().getOrDefault(AliasLines.key(mailAddress), List.of());
    }

    /** What the file says: the same object until it says something else. */
    Map<String, List<String>> current() {
        long look = lookAgainAt.get();
        long now = System.nanoTime();
        if (file != null && now - look >= 0 && lookAgainAt.compareAndSet(look, now + LOOK_NANOS)) {
            reload();
        }
        return aliases;
    }

    private void reload() {
        try {
            Stamp now = Stamp.of(file);
            if (!now.equals(stamp)) {
                load(now);
                LOG.info("{}: {} was read again, {} addresses", FILE, file, aliases.size());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("What was read before holds: {}", e.toString());
        }
    }

    /** A wrong file is not read again until it changes. */
    private void load(Stamp now) throws IOException {
        stamp = now;
        aliases = AliasLines.read(Files.readAllBytes(file), FILE + ": " + file);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(FILE + ": '" + file + "' is no path; allowed: empty, or a file that can be read", e);
        }
    }
}
