package org.mailiwf.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value made of files, made anew when one of them has changed. The files are looked at when the value is asked for, and not more often
 * than the interval. Files that cannot be used leave the old value in place, and one error in the log for each change.
 *
 * @param <T> the value
 */
public final class Reloaded<T> {

    /** How often files are looked at in service. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

    private final List<Path> files;
    private final Loader<T> loader;
    private final long intervalNanos;
    private final AtomicLong nextLook;
    private List<Stamp> stamps;
    private volatile T value;

    /** Makes the value of the files. */
    @FunctionalInterface
    public interface Loader<T> {
        /** @throws IllegalArgumentException that says which file is wrong and why */
        T load();
    }

    /** What tells one content of a file from another; also a link that now leads elsewhere. */
    private record Stamp(FileTime modified, long size, Object key) {

        private static final Stamp NO_FILE = new Stamp(null, -1, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return NO_FILE;
            }
        }
    }

    /** @throws IllegalArgumentException if the files cannot be used */
    public Reloaded(List<Path> files, Loader<T> loader, Duration interval) {
        this.files = List.copyOf(files);
        this.loader = loader;
        this.intervalNanos = interval.toNanos();
        this.stamps = stamps();
        this.value = loader.load();
        this.nextLook = new AtomicLong(System.nanoTime() + intervalNanos);
    }

    /** The value of the files as they are, or were at most an interval ago. */
    public T get() {
        long now = System.nanoTime();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + intervalNanos)) {
            look();
        }
        return value;
    }

    private synchronized void look() {
        List<Stamp> found = stamps();
        if (found.equals(stamps)) {
            return;
        }
        stamps = found;
        try {
            value = loader.load();
            LOG.info("Loaded again after a change: {}", files);
        } catch (IllegalArgumentException e) {
            LOG.error("What was loaded before stays in use: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("What was loaded before stays in use: {}", files, e);
        }
    }

    private List<Stamp> stamps() {
        return files.stream().map(Stamp::of).toList();
    }
}
