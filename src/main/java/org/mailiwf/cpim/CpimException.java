package org.mailiwf.cpim;

/** The octets are no CPIM object (RFC 3862), or pass a bound. The message says which rule, and holds nothing of the object's content. */
public final class CpimException extends Exception {

    private static final long serialVersionUID = 1L;

    public CpimException(String message) {
        super(message);
    }
}
