package org.mailiwf.sip;

/** Is told how requests end, for those who count. Called on worker threads: it must not wait or throw. */
@FunctionalInterface
public interface SipRequestListener {

    /**
     * An attempt at one hop is over.
     *
     * @param status  the status of the final response, 200 to 699 (RFC 3261 section 21); where there was none, what stands for it
     * @param failure why there was no final response; {@code null} if there was one
     * @param nanos   how long it took
     */
    void ended(int status, SipFailure failure, long nanos);
}
