package org.mailiwf.smtpd.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory where mails lie that are too large for memory. Files are readable for their owner only.
 *
 * <p>Several gateways may share a directory. Each holds a lock on a file {@code smtpd-<owner>.lock}, and its mails are named
 * {@code smtpd-<owner>-<id>.spool}. The operating system takes the lock away when a process dies, so whoever opens the directory next can
 * tell the mails that nobody will come back for, and removes them: their clients never got a 250 for them.
 */
public final class SpoolDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String PREFIX = "smtpd-";
    private static final String LOCK = ".lock";
    private static final String MAIL = ".spool";

    private final Path directory;
    private final FileAttribute<?>[] ownerOnly;
    private final String owner;
    private final FileChannel lockChannel;

    private SpoolDirectory(Path directory, FileAttribute<?>[] ownerOnly, String owner, FileChannel lockChannel) {
        this.directory = directory;
        this.ownerOnly = ownerOnly;
        this.owner = owner;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens a directory, makes it if it is not there, and removes what dead processes left in it.
     *
     * @throws IOException if it cannot be made or written
     */
    public static SpoolDirectory open(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(posix, "rwx------"));
        }
        removeLeftovers(directory);
        FileAttribute<?>[] ownerOnly = attributes(posix, "rw-------");
        while (true) {
            String owner = UUID.randomUUID().toString().substring(0, 8);
            Path lockFile = directory.resolve(PREFIX + owner + LOCK);
            FileChannel channel = FileChannel.open(lockFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
            // another process that starts right now may have taken the fresh file for a dead one's
            if (tryLock(channel) && Files.exists(lockFile)) {
                return new SpoolDirectory(directory, ownerOnly, owner, channel);
            }
            channel.close();
        }
    }

    /** A writer for the mail of this id. */
    public SpoolWriter writer(String id, int threshold) {
        return new SpoolWriter(this, id, threshold);
    }

    Path fileFor(String id) {
        return directory.resolve(PREFIX + owner + "-" + id + MAIL);
    }

    FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
    }

    /** Gives the lock back. Its file stays if a mail does, so that the next to open the directory finds that mail. */
    @Override
    public void close() throws IOException {
        try (FileChannel lock = lockChannel) {
            if (!holdsMails()) {
                Files.deleteIfExists(directory.resolve(PREFIX + owner + LOCK));
            }
        }
    }

    private boolean holdsMails() throws IOException {
        try (DirectoryStream<Path> mails = Files.newDirectoryStream(directory, PREFIX + owner + "-*" + MAIL)) {
            return mails.iterator().hasNext();
        } catch (NoSuchFileException directoryIsGone) {
            return false;
        }
    }

    private static void removeLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, PREFIX + "*" + LOCK)) {
            for (Path lockFile : locks) {
                if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
                    // in a directory that others can write to: to open a pipe could last for ever, and a link leads anywhere
                    continue;
                }
                try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                    if (tryLock(channel)) {
                        removeMails(directory, lockFile);
                        Files.deleteIfExists(lockFile);
                    }
                } catch (IOException e) {
                    LOG.warn("Cannot remove what a dead process left in {}: {}", directory, e.toString());
                }
            }
        }
    }

    private static void removeMails(Path directory, Path lockFile) throws IOException {
        String name = lockFile.getFileName().toString();
        String mails = name.substring(0, name.length() - LOCK.length()) + "-*" + MAIL;
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, mails)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
                LOG.info("Removed {}, which a dead process left behind", leftover);
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    private static FileAttribute<?>[] attributes(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
