package org.mailiwf.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that an integrator edits.
 *
 * @param path   the directory
 * @param bundle whose routes are put there if there is no such directory; what is there is never touched
 */
record RoutesDirectory(Path path, Bundle bundle) {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesDirectory.class);
    private static final String IN_THE_BUNDLE = "/org/mailiwf/routes";
    private static final String ENDING = ".camel.yaml";

    /** Two that are equal say that no file was changed, added or removed. */
    record Fingerprint(Map<String, String> files) {
    }

    /** Puts the routes of the bundle there, if there are none. */
    void provide() throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path);
        for (URL file : Collections.list(bundle.findEntries(IN_THE_BUNDLE, "*" + ENDING, false))) {
            try (InputStream in = file.openStream()) {
                Files.copy(in, path.resolve(file.getPath().substring(file.getPath().lastIndexOf('/') + 1)));
            }
        }
        LOG.info("The routes are in {}, to be edited", path);
    }

    /** Sizes and times of all route files; none if the directory cannot be read. */
    Fingerprint fingerprint() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(path)) {
            for (Path file : all.filter(each -> each.getFileName().toString().endsWith(ENDING)).toList()) {
                files.put(file.getFileName().toString(), Files.size(file) + "@" + Files.getLastModifiedTime(file));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} cannot be read now", path, e);
        }
        return new Fingerprint(files);
    }
}
