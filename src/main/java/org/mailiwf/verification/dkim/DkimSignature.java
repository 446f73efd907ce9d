package org.mailiwf.verification.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.mailiwf.cpim.HostName;
import org.mailiwf.verification.TagList;

/**
 * A DKIM-Signature field (RFC 6376 section 3.5).
 *
 * @param domain         d=, canonical
 * @param selector       s=, in lower case
 * @param algorithm      a=, {@code rsa-sha256} or {@code ed25519-sha256}
 * @param relaxedHeader  whether c= has relaxed for the header
 * @param relaxedBody    whether c= has relaxed for the body
 * @param fields         h=, in lower case, in its order
 * @param bodyHash       bh=
 * @param signature      b=
 * @param bodyLength     l=; -1 without it
 * @param identityDomain the domain in i=, canonical; {@link #domain} without it
 */
record DkimSignature(String domain, String selector, String algorithm, boolean relaxedHeader, boolean relaxedBody, List<String> fields,
        byte[] bodyHash, byte[] signature, long bodyLength, String identityDomain) {

    private static final int MAX_SELECTOR = 200;
    /** RFC 8463 section 3: for RSA and Ed25519 alike. */
    private static final List<String> ALGORITHMS = List.of("rsa-sha256", "ed25519-sha256");

    /** Where the key is (RFC 6376 section 3.6.2.1). */
    String keyName() {
        return selector + "._domainkey." + domain;
    }

    /**
     * Reads a field.
     *
     * @param value what stands behind the colon, each octet a character
     * @param now   seconds since 1970
     * @throws DkimException if it is none that can be verified
     */
    static DkimSignature parse(String value, long now) throws DkimException {
        TagList tags = TagList.parse(value);
        if (tags == null) {
            throw DkimException.permanent("no tag list");
        }
        require("1".equals(tags.get("v")), "unknown version");
        String algorithm = required(tags, "a").toLowerCase(Locale.ROOT);
        require(ALGORITHMS.contains(algorithm), "unknown or outdated algorithm");
        String domain = HostName.canonical(required(tags, "d"));
        require(domain != null && domain.indexOf('.') > 0, "no domain");
        String selector = required(tags, "s").toLowerCase(Locale.ROOT);
        require(isSelector(selector), "no selector");
        require(tags.get("q", "dns/txt").toLowerCase(Locale.ROOT).contains("dns/txt"), "unknown way to the key");
        List<String> fields = fields(required(tags, "h"));
        // RFC 6376 section 5.4: what does not cover From says nothing of the author
        require(fields.contains("from"), "From is not signed");
        requireNotOver(tags, now);
        String[] canonicalization = tags.get("c", "simple/simple").toLowerCase(Locale.ROOT).split("/", -1);
        boolean relaxedBody = canonicalization.length == 2 && isRelaxed(canonicalization[1]);
        require(canonicalization.length <= 2, "unknown canonicalization");
        return new DkimSignature(domain, selector, algorithm, isRelaxed(canonicalization[0]), relaxedBody, fields,
                octets(tags, "bh"), octets(tags, "b"), number(tags, "l"), identityDomain(tags, domain));
    }

    private static void require(boolean condition, String otherwise) throws DkimException {
        if (!condition) {
            throw DkimException.permanent(otherwise);
        }
    }

    private static String required(TagList tags, String name) throws DkimException {
        String value = tags.unfolded(name);
        require(value != null && !value.isEmpty(), "without " + name + "=");
        return value;
    }

    private static boolean isRelaxed(String canonicalization) throws DkimException {
        require(canonicalization.equals("relaxed") || canonicalization.equals("simple"), "unknown canonicalization");
        return canonicalization.equals("relaxed");
    }

    private static boolean isSelector(String selector) {
        int label = 0;
        for (int i = 0; i < selector.length(); i++) {
            char c = selector.charAt(i);
            label = c == '.' ? 0 : label + 1;
            boolean dotInPlace = c == '.' && i > 0 && i + 1 < selector.length() && selector.charAt(i - 1) != '.';
            if (label > 63 || !dotInPlace && !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return selector.length() <= MAX_SELECTOR;
    }

    private static List<String> fields(String list) {
        List<String> fields = new ArrayList<>();
        for (String name : list.split(":", -1)) {
            fields.add(name.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(fields);
    }

    /** RFC 6376 section 3.5: t= is not behind x=, and x= is not over. */
    private static void requireNotOver(TagList tags, long now) throws DkimException {
        long made = number(tags, "t");
        long over = number(tags, "x");
        require(over < 0 || made < over, "over before it was made");
        if (over >= 0 && over < now) {
            throw new DkimException(DkimResult.Outcome.FAIL, "signature is over");
        }
    }

    private static long number(TagList tags, String name) throws DkimException {
        String digits = tags.unfolded(name);
        if (digits == null) {
            return -1;
        }
        require(!digits.isEmpty() && digits.length() <= 76 && digits.chars().allMatch(c -> c >= '0' && c <= '9'),
                "no number in " + name + "=");
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static byte[] octets(TagList tags, String name) throws DkimException {
        try {
            return Base64.getDecoder().decode(required(tags, name).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw DkimException.permanent("no base64 in " + name + "=");
        }
    }

    private static String identityDomain(TagList tags, String domain) throws DkimException {
        String identity = tags.unfolded("i");
        if (identity == null) {
            return domain;
        }
        String its = HostName.canonical(identity.substring(identity.lastIndexOf('@') + 1));
        require(identity.indexOf('@') >= 0 && its != null && (its.equals(domain) || its.endsWith("." + domain)), "i= is outside of d=");
        return its;
    }
}
