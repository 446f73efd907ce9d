package org.mailiwf.verification.dmarc;

import java.util.Locale;

/**
 * What DMARC says of a mail.
 *
 * @param result        the result
 * @param domain        the author's domain, canonical
 * @param policy        what the author's domain asks for mails that fail; {@code null} if it asks for nothing, or the DNS could not say
 * @param authenticated whether SPF or DKIM passed for the author's domain, be there a policy record or not
 */
public record DmarcAnswer(Result result, String domain, DmarcPolicy policy, boolean authenticated) {

    /** The results of RFC 9989 section 4.6, by their names in Authentication-Results. */
    public enum Result {
        /** No policy record: DMARC says nothing. */
        NONE,
        /** SPF or DKIM passed in the name of the author's domain. */
        PASS,
        /** Neither did. */
        FAIL,
        /** The DNS could not say; another time may help. */
        TEMPERROR,
        /** No author's domain to ask for. */
        PERMERROR;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** As it stands in an Authentication-Results field. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** A mail without a domain that DMARC could speak for. */
    public static DmarcAnswer withoutDomain() {
        return new DmarcAnswer(Result.PERMERROR, "", null, false);
    }
}
