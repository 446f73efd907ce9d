package org.mailiwf.msrp.sdp;

/** Who opens the connection: {@code a=setup} (RFC 4145, RFC 6135). */
public enum Setup {

    /** Whoever says so. */
    ACTIVE,
    /** The other side. */
    PASSIVE,
    /** Either: the answer decides. In offers only. */
    ACTPASS,
    /** Nobody, for now. RFC 6135 gives it no meaning for MSRP. */
    HOLDCONN;

    /** {@code null} for what is none. */
    static Setup of(String value) {
        for (Setup setup : values()) {
            if (setup.toString().equalsIgnoreCase(value)) {
                return setup;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return switch (this) {
            case ACTIVE -> "active";
            case PASSIVE -> "passive";
            case ACTPASS -> "actpass";
            case HOLDCONN -> "holdconn";
        };
    }
}
