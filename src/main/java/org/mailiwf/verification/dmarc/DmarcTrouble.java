package org.mailiwf.verification.dmarc;

/** The DNS could not say. */
final class DmarcTrouble extends Exception {

    private static final long serialVersionUID = 1L;

    DmarcTrouble() {
        super("the DNS cannot say", null, false, false);
    }
}
