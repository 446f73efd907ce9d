package org.mailiwf.karaf;

import java.nio.file.Path;
import java.util.List;

import org.apache.camel.spi.ComponentResolver;
import org.mailiwf.Gateway;
import org.mailiwf.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Makes gateways in this framework.
 *
 * @param bundle whose classes the routes see
 */
record OsgiGateways(BundleContext bundle) {

    /** Camel registers the components of a bundle only after its activator is done. */
    private static final List<String> OWN = List.of("smtpd", "sip");

    /** Whether Camel knows our components already. */
    boolean possible() {
        return OWN.stream().allMatch(this::known);
    }

    private boolean known(String component) {
        try {
            return !bundle.getServiceReferences(ComponentResolver.class, "(component=" + component + ")").isEmpty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a gateway. */
    Gateway start(Settings settings, Path routes) throws Exception {
        return Gateway.start(OsgiMain.real(bundle), settings, routes);
    }

    /** Loads settings and routes as a start would, without taking a port. */
    void tryOut(Settings settings, Path routes) throws Exception {
        Gateway.start(OsgiMain.trial(bundle), settings, routes).close();
    }
}
