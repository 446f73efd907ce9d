package org.mailiwf.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of PEM sections (RFC 7468); text around them is skipped. */
final class PemFile {

    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final int MAX_OCTETS = 1 << 20;

    private final Path file;
    private final List<Section> sections;

    /** One section: its label and its octets. */
    record Section(String label, byte[] der) {
    }

    private PemFile(Path file, List<Section> sections) {
        this.file = file;
        this.sections = sections;
    }

    /** @throws IllegalArgumentException that names the file, if it cannot be read or holds no PEM */
    static PemFile read(Path file) {
        List<Section> sections = new ArrayList<>();
        Matcher matcher = SECTION.matcher(new String(octets(file), StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                sections.add(new Section(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": a section " + matcher.group(1) + " is no base64", e);
            }
        }
        return new PemFile(file, sections);
    }

    /** The octets of a file of at most 1 MB. @throws IllegalArgumentException that names the file */
    static byte[] octets(Path file) {
        try {
            if (Files.size(file) > MAX_OCTETS) {
                throw new IllegalArgumentException(file + ": is larger than " + MAX_OCTETS + " octets");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        }
    }

    /** All certificates in their order. @throws IllegalArgumentException if there is none, or one is malformed */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Section section : sections) {
                if (section.label().equals("CERTIFICATE")) {
                    certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(section.der())));
                }
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + ": a certificate is malformed: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(file + ": holds no certificate (BEGIN CERTIFICATE)");
        }
        return certificates;
    }

    /** The first section that is a private key. @throws IllegalArgumentException if there is none */
    Section privateKey() {
        return sections.stream().filter(section -> section.label().endsWith("PRIVATE KEY")).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + ": holds no private key (BEGIN PRIVATE KEY)"));
    }
}
