package org.mailiwf.sip;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.mailiwf.files.Reloaded;

/** A key with a certificate that it has signed itself, made for one test. */
public final class TestKey {

    public static final String PASSWORD = "changeit";

    private final Path file;
    private final KeyStore store;

    private TestKey(Path file) throws Exception {
        this.file = file;
        this.store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    /**
     * @param directory        gets the files
     * @param subjectAltName   as keytool takes it: {@code ip:127.0.0.1}, {@code dns:core.op.example}
     */
    public static TestKey create(Path directory, String subjectAltName) throws Exception {
        Path file = directory.resolve(subjectAltName.replaceAll("[^A-Za-z0-9]", "-") + "-" + System.nanoTime() + ".p12");
        Process keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keyalg", "EC", "-groupname", "secp256r1", "-alias", "key", "-dname", "CN=peer", "-ext", "san=" + subjectAltName,
                "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString())).inheritIO().start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool failed");
        }
        return new TestKey(file);
    }

    /** Key and certificate in PKCS#12, with {@link #PASSWORD}. */
    public String pkcs12() {
        return file.toString();
    }

    public X509Certificate certificate() throws Exception {
        return (X509Certificate) store.getCertificate("key");
    }

    /** The certificate alone, in PEM. */
    public String certificatePem() throws Exception {
        return write(".crt", pem("CERTIFICATE", certificate().getEncoded()));
    }

    /** The key alone, in PEM. */
    public String keyPem() throws Exception {
        return write(".key", pem("PRIVATE KEY", store.getKey("key", PASSWORD.toCharArray()).getEncoded()));
    }

    /** Certificate and key in one file, in PEM, with text around them as openssl writes it. */
    public String pem() throws Exception {
        return write(".pem", "subject=CN = peer\n" + pem("CERTIFICATE", certificate().getEncoded()) + "\n"
                + pem("PRIVATE KEY", store.getKey("key", PASSWORD.toCharArray()).getEncoded()));
    }

    /** For a peer of the test that has this key and trusts the other. */
    public SSLContext context(TestKey trusted) throws Exception {
        return SipTls.read(pkcs12(), PASSWORD, trusted.certificatePem(), "", SipTls.ClientAuth.NONE, Reloaded.INTERVAL).context();
    }

    private String write(String ending, String text) throws Exception {
        Path written = file.resolveSibling(file.getFileName() + ending);
        if (!Files.exists(written)) {
            // once: somebody may be reading it
            Files.writeString(written, text);
        }
        return written.toString();
    }

    private static String pem(String type, byte[] octets) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(octets)
                + "\n-----END " + type + "-----\n";
    }
}
