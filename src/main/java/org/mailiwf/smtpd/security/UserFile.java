package org.mailiwf.smtpd.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.mailiwf.files.Reloaded;
import org.mailiwf.files.TextFile;
import org.mailiwf.smtpd.SmtpAuthenticator;

/**
 * Users and their hashed passwords from a file of lines {@code user:hash}, in UTF-8, read again when it has changed. Empty lines and lines
 * that begin with {@code #} say nothing.
 */
public final class UserFile implements SmtpAuthenticator {

    /** Hashing is made to be slow: it may take half of the processors, so that those who guess do not stop the mails. */
    private static final Semaphore HASHING = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final Path file;
    private final Reloaded<Users> users;

    /**
     * The users by their names.
     *
     * @param nobody what the password of a user who is not there is compared with, so that it takes as long
     */
    private record Users(Map<String, PasswordHash> hashes, PasswordHash nobody) {
    }

    /** @throws IllegalArgumentException that names the file, and the line that is wrong */
    public UserFile(Path file, Duration interval) {
        this.file = file;
        this.users = new Reloaded<>(List.of(file), this::load, interval);
    }

    @Override
    public boolean authenticate(String user, String password) {
        Users current = users.get();
        PasswordHash hash = current.hashes().get(user);
        HASHING.acquireUninterruptibly();
        try {
            return (hash == null ? current.nobody() : hash).matches(password) && hash != null;
        } finally {
            HASHING.release();
        }
    }

    private Users load() {
        Map<String, PasswordHash> hashes = new HashMap<>();
        int number = 0;
        for (String line : TextFile.lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    add(hashes, line.strip());
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        PasswordHash nobody = hashes.values().stream().max(Comparator.comparingInt(PasswordHash::rounds))
                .orElseThrow(() -> new IllegalArgumentException(file + ": holds no user"));
        return new Users(hashes, nobody);
    }

    private static void add(Map<String, PasswordHash> hashes, String line) {
        int colon = line.lastIndexOf(':');
        String user = colon < 0 ? "" : line.substring(0, colon).strip();
        if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be user:hash");
        }
        if (hashes.put(user, PasswordHash.parse(line.substring(colon + 1).strip())) != null) {
            throw new IllegalArgumentException("the user stands there twice");
        }
    }
}
