package org.mailiwf.msrp.sdp;

/** A session description that cannot be used. The message says why in printable ASCII, and quotes nothing of it. */
public class SdpException extends Exception {

    private static final long serialVersionUID = 1L;

    public SdpException(String message) {
        super(message);
    }
}
