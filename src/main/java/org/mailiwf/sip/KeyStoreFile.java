package org.mailiwf.sip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of keys and certificates, PEM (RFC 7468) or PKCS#12, as a key store. */
final class KeyStoreFile {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

    private KeyStoreFile() {
    }

    /**
     * The private key of a file with its certificates.
     *
     * @throws IOException if the file cannot be read, or holds no key with a certificate
     */
    static KeyStore keys(Path file, char[] password) throws IOException, GeneralSecurityException {
        byte[] octets = Files.readAllBytes(file);
        KeyStore store = isPem(octets) ? pemKeys(file, text(octets), password) : pkcs12(file, octets, password);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store;
            }
        }
        throw new IOException(file + " holds no private key");
    }

    /**
     * The certificates of a file, as such that are trusted.
     *
     * @throws IOException if the file cannot be read, or holds no certificate
     */
    static KeyStore certificates(Path file, char[] password) throws IOException, GeneralSecurityException {
        byte[] octets = Files.readAllBytes(file);
        List<Certificate> certificates = isPem(octets) ? pemCertificates(text(octets)) : new ArrayList<>();
        if (!isPem(octets)) {
            KeyStore store = pkcs12(file, octets, password);
            for (String alias : Collections.list(store.aliases())) {
                certificates.add(store.getCertificate(alias));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        KeyStore trusted = empty();
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
        }
        return trusted;
    }

    private static KeyStore pemKeys(Path file, String text, char[] password) throws IOException, GeneralSecurityException {
        List<Certificate> certificates = pemCertificates(text);
        Matcher pem = PEM.matcher(text);
        while (pem.find()) {
            if (pem.group(1).equals("PRIVATE KEY")) {
                if (certificates.isEmpty()) {
                    throw new IOException(file + " holds no certificate");
                }
                KeyStore store = empty();
                store.setKeyEntry("key", privateKey(file, decode(pem)), password, certificates.toArray(Certificate[]::new));
                return store;
            }
        }
        throw new IOException(file + " holds no key of PKCS#8 without a password (-----BEGIN PRIVATE KEY-----)");
    }

    private static PrivateKey privateKey(Path file, byte[] encoded) throws IOException, GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // it is a key of another algorithm
                continue;
            }
        }
        throw new IOException(file + " holds a key that is none of " + ALGORITHMS);
    }

    private static List<Certificate> pemCertificates(String text) throws GeneralSecurityException {
        List<Certificate> certificates = new ArrayList<>();
        Matcher pem = PEM.matcher(text);
        while (pem.find()) {
            if (pem.group(1).equals("CERTIFICATE")) {
                certificates.add(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(decode(pem))));
            }
        }
        return certificates;
    }

    private static byte[] decode(Matcher pem) {
        return Base64.getMimeDecoder().decode(pem.group(2));
    }

    private static KeyStore pkcs12(Path file, byte[] octets, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(octets), password);
        } catch (IOException e) {
            throw new IOException(file + " is neither PEM nor a PKCS#12 file of that password: " + e.getMessage(), e);
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static boolean isPem(byte[] octets) {
        return text(octets).contains("-----BEGIN ");
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
