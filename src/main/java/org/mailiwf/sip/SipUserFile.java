package org.mailiwf.sip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mailiwf.files.Reloaded;
import org.mailiwf.files.TextFile;

/**
 * The users that may send requests, from a file of lines {@code user:realm:MD5:SHA-256}, read again when it has changed. Empty lines and
 * lines that begin with {@code #} say nothing.
 */
public final class SipUserFile {

    private final Path file;
    private final String realm;
    private final Reloaded<Map<String, DigestSecret>> users;

    /**
     * @param realm    the realm that all lines must be for, since it is part of what was hashed
     * @param interval how often the file is looked at, at most
     * @throws IllegalArgumentException that names the file, and the line that is wrong
     */
    public SipUserFile(Path file, String realm, Duration interval) {
        this.file = file;
        this.realm = realm;
        this.users = new Reloaded<>(List.of(file), this::load, interval);
    }

    String realm() {
        return realm;
    }

    /** {@code null} for a user who is not there. */
    DigestSecret find(String username) {
        return users.get().get(username);
    }

    private Map<String, DigestSecret> load() {
        Map<String, DigestSecret> secrets = new HashMap<>();
        int number = 0;
        for (String line : TextFile.lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    add(secrets, DigestSecret.parse(line.strip()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(file + ": holds no user");
        }
        return secrets;
    }

    private void add(Map<String, DigestSecret> secrets, DigestSecret secret) {
        if (!secret.realm().equals(realm)) {
            throw new IllegalArgumentException("the hashes are for the realm " + secret.realm() + ", not for " + realm);
        }
        if (secrets.put(secret.username(), secret) != null) {
            throw new IllegalArgumentException("the user stands there twice");
        }
    }
}
