package org.mailiwf.verification.spf;

/** Why a check ends before its end: {@link SpfResult#PERMERROR} or {@link SpfResult#TEMPERROR}. */
final class SpfException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SpfResult result;

    private SpfException(SpfResult result, String reason) {
        super(reason, null, false, false);
        this.result = result;
    }

    static SpfException permanent(String reason) {
        return new SpfException(SpfResult.PERMERROR, reason);
    }

    static SpfException temporary(String reason) {
        return new SpfException(SpfResult.TEMPERROR, reason);
    }

    SpfResult result() {
        return result;
    }
}
