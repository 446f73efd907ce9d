package org.mailiwf.karaf;

import java.util.Map;

/** A service that tells how the gateway of this Karaf is. */
public interface GatewayStatus {

    /** What there is to tell, in the order to be read: {@code state}, {@code smtp}, {@code sip}, {@code mails}, ... */
    Map<String, String> status();
}
