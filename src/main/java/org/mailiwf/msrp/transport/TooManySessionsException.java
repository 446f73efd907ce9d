package org.mailiwf.msrp.transport;

import java.io.IOException;

/** There are as many sessions, or connections, as the settings allow. */
public class TooManySessionsException extends IOException {

    private static final long serialVersionUID = 1L;

    TooManySessionsException(String message) {
        super(message);
    }
}
