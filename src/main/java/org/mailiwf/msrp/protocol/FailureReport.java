package org.mailiwf.msrp.protocol;

/** Which responses the sender of a SEND wants (RFC 4975 section 7.1.1). */
public enum FailureReport {

    /** Every response; none within the transaction timeout is a failure. The default. */
    YES,
    /** Those that tell of a failure. */
    PARTIAL,
    /** None. */
    NO;

    /** @throws MsrpSyntaxException if the text is none of them */
    static FailureReport parse(String text) throws MsrpSyntaxException {
        return switch (text) {
            case "yes" -> YES;
            case "partial" -> PARTIAL;
            case "no" -> NO;
            default -> throw new MsrpSyntaxException("no Failure-Report");
        };
    }

    @Override
    public String toString() {
        return switch (this) {
            case YES -> "yes";
            case PARTIAL -> "partial";
            case NO -> "no";
        };
    }
}
