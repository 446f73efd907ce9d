package org.mailiwf.verification.dkim;

/** Why a signature does not pass. */
final class DkimException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DkimResult.Outcome outcome;

    DkimException(DkimResult.Outcome outcome, String reason) {
        super(reason, null, false, false);
        this.outcome = outcome;
    }

    static DkimException permanent(String reason) {
        return new DkimException(DkimResult.Outcome.PERMERROR, reason);
    }

    DkimResult.Outcome outcome() {
        return outcome;
    }
}
