package org.mailiwf.files;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key in PKCS#8 (RFC 5958), in PEM, with a password or without. */
final class PrivateKeyFile {

    private PrivateKeyFile() {
    }

    /**
     * @param publicKey the key of the certificate, which the private key must belong to
     * @param password  for a key that is encrypted
     * @throws IllegalArgumentException that names the file and says what is wrong with it
     */
    static PrivateKey read(Path file, PublicKey publicKey, String password) {
        PemFile.Section section = PemFile.read(file).privateKey();
        PrivateKey key = switch (section.label()) {
            case "PRIVATE KEY" -> key(file, new PKCS8EncodedKeySpec(section.der()), publicKey);
            case "ENCRYPTED PRIVATE KEY" -> key(file, decrypt(file, section.der(), password), publicKey);
            default -> throw new IllegalArgumentException(
                    file + ": is no PKCS#8 but " + section.label() + "; convert it with openssl pkcs8 -topk8");
        };
        if (!belongTogether(key, publicKey)) {
            throw new IllegalArgumentException(file + ": the key does not belong to the certificate");
        }
        return key;
    }

    private static PrivateKey key(Path file, PKCS8EncodedKeySpec pkcs8, PublicKey publicKey) {
        try {
            return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(pkcs8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": is no " + publicKey.getAlgorithm() + " key, as the certificate's is", e);
        }
    }

    private static PKCS8EncodedKeySpec decrypt(Path file, byte[] der, String password) {
        if (password == null || password.isEmpty()) {
            throw new IllegalArgumentException(file + ": the key is encrypted, and no password is given");
        }
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
            // the parameters of PBES2 name the whole transformation, where getAlgName says just PBES2
            String parameters = String.valueOf(encrypted.getAlgParameters());
            String algorithm = parameters.startsWith("PBEWith") ? parameters : encrypted.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (IOException | NoSuchAlgorithmException e) {
            // before any password is tried
            throw new IllegalArgumentException(
                    file + ": the key is encrypted in a way that Java lacks; convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": the key cannot be decrypted with the password given", e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        byte[] sample = {1, 2, 3, 4};
        try {
            Signature signature = Signature.getInstance(signatureOf(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureOf(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }
}
