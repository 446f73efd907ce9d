package org.mailiwf.verification.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsRecord.Text;
import org.mailiwf.lookup.dns.DnsType;
import org.mailiwf.mail.RawHeader;
import org.mailiwf.verification.TimedDns;
import org.mailiwf.verification.dkim.DkimResult.Outcome;

/**
 * Verifies the signatures of a mail. At most {@value #MAX_SIGNATURES} of them, first those of the author's domain. The body is read once,
 * and only if the header is what one of them signed.
 */
public final class DkimCheck {

    /** Of so many signatures each costs a question to the DNS and the use of a key. */
    static final int MAX_SIGNATURES = 5;
    /** Of so many fields each is looked at, whether or not it is verified. */
    private static final int MAX_FIELDS = 50;

    private static final String FIELD = "DKIM-Signature";

    /** A signature whose header is what it signed. */
    private record Verified(DkimSignature signature, int index) {
    }

    private final TimedDns dns;
    private final List<DkimResult> results = new ArrayList<>();
    private final List<Verified> verified = new ArrayList<>();

    private DkimCheck(TimedDns dns) {
        this.dns = dns;
    }

    /**
     * The results of the signatures that were looked at; none for a mail without any.
     *
     * @param author the domain in From; those that sign for it or a domain above it come first
     * @param now    seconds since 1970
     * @throws IOException from the body
     */
    public static List<DkimResult> of(TimedDns dns, RawHeader mail, String author, long now) throws IOException {
        DkimCheck check = new DkimCheck(dns);
        check.headers(mail, author, now);
        if (!check.verified.isEmpty()) {
            check.bodies(mail.body());
        }
        return check.results;
    }

    private record Candidate(DkimSignature signature, byte[] field) {
    }

    private void headers(RawHeader mail, String author, long now) {
        List<Candidate> candidates = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        int fields = 0;
        for (RawHeader.Field field : mail.fields()) {
            if (field.name().equalsIgnoreCase(FIELD) && fields++ < MAX_FIELDS) {
                String text = new String(field.octets(), StandardCharsets.ISO_8859_1);
                try {
                    DkimSignature signature = DkimSignature.parse(text.substring(text.indexOf(':') + 1), now);
                    boolean authors = author.equals(signature.domain()) || author.endsWith("." + signature.domain());
                    (authors ? candidates : others).add(new Candidate(signature, field.octets()));
                } catch (DkimException e) {
                    if (results.size() < MAX_SIGNATURES) {
                        results.add(new DkimResult(e.outcome(), "", "", "", e.getMessage()));
                    }
                }
            }
        }
        candidates.addAll(others);
        HeaderHash hash = new HeaderHash(mail.fields());
        List<Candidate> first = candidates.subList(0, Math.min(MAX_SIGNATURES, candidates.size()));
        first.forEach(each -> dns.prepare(each.signature().keyName(), DnsType.TXT));
        first.forEach(each -> header(each, hash, mail.isEndedByBlankLine()));
    }

    private void header(Candidate candidate, HeaderHash hash, boolean wellFormed) {
        DkimSignature signature = candidate.signature();
        try {
            if (!wellFormed) {
                throw DkimException.permanent("a line of the header is no field");
            }
            DkimKey key = key(signature);
            if (!key.verifies(hash.of(signature, candidate.field()), signature.signature())) {
                throw new DkimException(Outcome.FAIL, "header is not what was signed");
            }
            verified.add(new Verified(signature, results.size()));
            results.add(result(signature, Outcome.PASS, ""));
        } catch (DkimException e) {
            results.add(result(signature, e.outcome(), e.getMessage()));
        }
    }

    private DkimKey key(DkimSignature signature) throws DkimException {
        DnsAnswer answer = dns.ask(signature.keyName(), DnsType.TXT);
        if (answer.isTrouble()) {
            throw new DkimException(Outcome.TEMPERROR, "the DNS cannot say for the key");
        }
        List<Text> records = answer.all(Text.class);
        // RFC 6376 section 3.6.2.2: several records have no meaning
        if (records.size() != 1) {
            throw DkimException.permanent(records.isEmpty() ? "no key" : "more than one key record");
        }
        return DkimKey.parse(records.get(0).text(), signature);
    }

    private void bodies(InputStream body) throws IOException {
        Map<Boolean, BodyHash> hashes = new HashMap<>();
        verified.forEach(each -> hashes.computeIfAbsent(each.signature().relaxedBody(), BodyHash::new));
        byte[] buffer = new byte[8192];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            for (BodyHash each : hashes.values()) {
                each.update(buffer, read);
            }
        }
        Map<Boolean, byte[]> ended = new HashMap<>();
        hashes.forEach((relaxed, hash) -> ended.put(relaxed, hash.end()));
        for (Verified each : verified) {
            DkimSignature signature = each.signature();
            long octets = hashes.get(signature.relaxedBody()).octets();
            if (signature.bodyLength() >= 0 && signature.bodyLength() != octets) {
                // RFC 6376 section 8.2: anybody may have put something behind what was signed
                results.set(each.index(), result(signature, Outcome.POLICY, "only a part of the body is signed"));
            } else if (!MessageDigest.isEqual(ended.get(signature.relaxedBody()), signature.bodyHash())) {
                results.set(each.index(), result(signature, Outcome.FAIL, "body is not what was signed"));
            }
        }
    }

    private static DkimResult result(DkimSignature signature, Outcome outcome, String reason) {
        return new DkimResult(outcome, signature.domain(), signature.selector(), signature.algorithm(), reason);
    }
}
