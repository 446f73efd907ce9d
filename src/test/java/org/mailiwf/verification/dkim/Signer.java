package org.mailiwf.verification.dkim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.RawHeader;

/** Signs mails for a domain with a key of its own, so that a test can draw mails at random. */
public final class Signer {

    private final KeyPair keys;
    private final String domain;

    public Signer(String domain) throws GeneralSecurityException {
        this.domain = domain;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        keys = generator.generateKeyPair();
    }

    /** The key record of the selector {@code s}. */
    public String record() {
        return "v=DKIM1; p=" + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** The mail, each octet a character, behind a signature of it. */
    public String sign(String mail, String fields) {
        try {
            RawHeader raw = RawHeader.read(new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)), 1 << 18);
            BodyHash body = new BodyHash(true);
            byte[] octets = raw.body().readAllBytes();
            body.update(octets, octets.length);
            String field = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=s; h=" + fields + "; bh="
                    + Base64.getEncoder().encodeToString(body.end()) + "; b=";
            DkimSignature signature = DkimSignature.parse(field.substring(15) + "AAAA", SignedMails.NOW);
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.getPrivate());
            signer.update(new HeaderHash(raw.fields()).of(signature, field.getBytes(StandardCharsets.ISO_8859_1)));
            return field + Base64.getEncoder().encodeToString(signer.sign()) + "\r\n" + mail;
        } catch (IOException | MailRefusedException | GeneralSecurityException | DkimException e) {
            throw new AssertionError(e);
        }
    }
}
