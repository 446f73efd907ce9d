package org.mailiwf.verification.dmarc;

import crawlercommons.domains.EffectiveTldFinder;

/** Domains below which strangers register names: the Public Suffix List, of the day of the library that holds it. */
final class PublicSuffixes {

    private PublicSuffixes() {
    }

    /**
     * Whether the list has this domain, among those of registries or of others. A name of one label always counts as one.
     *
     * @param domain canonical
     */
    static boolean has(String domain) {
        if (domain.indexOf('.') < 0) {
            return true;
        }
        EffectiveTldFinder.EffectiveTLD suffix = EffectiveTldFinder.getEffectiveTLD(domain, false);
        return suffix != null && !suffix.isException() && suffix.getDomain().equals(domain);
    }
}
