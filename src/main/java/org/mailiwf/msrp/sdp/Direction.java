package org.mailiwf.msrp.sdp;

/** Which way messages go, as seen by who says it (RFC 8866 section 6.7). IMDNs may go either way all the same (RFC 4975 section 8.9). */
public enum Direction {

    SENDRECV, SENDONLY, RECVONLY, INACTIVE;

    /** {@code null} for what is none. */
    static Direction of(String attribute) {
        for (Direction direction : values()) {
            if (direction.toString().equals(attribute)) {
                return direction;
            }
        }
        return null;
    }

    /** What the other side says when it agrees. */
    public Direction mirrored() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            default -> this;
        };
    }

    /** Whether who says it sends. */
    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    /** Whether who says it receives. */
    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    @Override
    public String toString() {
        return switch (this) {
            case SENDRECV -> "sendrecv";
            case SENDONLY -> "sendonly";
            case RECVONLY -> "recvonly";
            case INACTIVE -> "inactive";
        };
    }
}
