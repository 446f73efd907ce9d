package org.mailiwf.msrp.protocol;

import java.io.IOException;

/** What was read is no MSRP. The message says what is wrong in printable ASCII, and quotes nothing of what was read. */
public class MsrpSyntaxException extends IOException {

    private static final long serialVersionUID = 1L;

    public MsrpSyntaxException(String message) {
        super(message);
    }
}
