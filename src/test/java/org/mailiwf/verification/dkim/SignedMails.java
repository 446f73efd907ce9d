package org.mailiwf.verification.dkim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.RawHeader;
import org.mailiwf.verification.Zone;

/** Mails that dkimpy has signed for corp.example, and the key records. Each octet is a character. */
public final class SignedMails {

    private static final Path FOLDER = Path.of("src", "test", "resources", "dkim");
    /** Between t= of the signatures and never. */
    static final long NOW = 1_800_000_000L;

    private SignedMails() {
    }

    public static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    /** The records of the selectors rsa, short (1024 bits), tiny (512 bits) and ed. */
    public static Zone keys(Zone zone) {
        return zone.txt("rsa._domainkey.corp.example", read("rsa.txt")).txt("short._domainkey.corp.example", read("rsa1024.txt"))
                .txt("tiny._domainkey.corp.example", read("rsa512.txt")).txt("ed._domainkey.corp.example", read("ed25519.txt"));
    }

    static List<DkimResult> check(Zone zone, String mail) {
        try {
            RawHeader raw = RawHeader.read(new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)), 1 << 18);
            return DkimCheck.of(zone.timed(), raw, "corp.example", NOW);
        } catch (IOException | MailRefusedException e) {
            throw new AssertionError(e);
        }
    }
}
