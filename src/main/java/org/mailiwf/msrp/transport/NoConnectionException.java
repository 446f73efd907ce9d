package org.mailiwf.msrp.transport;

import java.io.IOException;

/** A session has no connection. */
final class NoConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient LostConnection why;

    NoConnectionException(LostConnection why) {
        super(why.detail());
        this.why = why;
    }

    LostConnection why() {
        return why;
    }
}
