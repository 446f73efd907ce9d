package org.mailiwf.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A file of lines in UTF-8, of at most 1 MB. */
public final class TextFile {

    private TextFile() {
    }

    /** All lines without their ends. @throws IllegalArgumentException that names the file, if it cannot be read */
    public static List<String> lines(Path file) {
        return new String(PemFile.octets(file), StandardCharsets.UTF_8).lines().toList();
    }
}
