package org.mailiwf.karaf;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;

/**
 * Runs a gateway for as long as there is a configuration {@code org.mailiwf} ({@code etc/org.mailiwf.cfg}). It is the activator of a
 * bundle of its own, {@code org.mailiwf.gateway}, which holds nothing else: the bundle with the classes starts nothing, because it also
 * serves those who want the components alone.
 */
public final class GatewayActivator implements BundleActivator {

    static final String PID = "org.mailiwf";

    private GatewayRunner runner;
    private ServiceRegistration<ManagedService> configuration;
    private ServiceRegistration<GatewayStatus> status;

    @Override
    public void start(BundleContext bundle) {
        // whose classes and routes these are
        Bundle classes = FrameworkUtil.getBundle(GatewayActivator.class);
        Path etc = Path.of(bundle.getProperty("karaf.etc") == null ? "etc" : bundle.getProperty("karaf.etc"));
        runner = new GatewayRunner(classes.getBundleContext(), new RoutesDirectory(etc.resolve("mail-iwf").toAbsolutePath(), classes));
        status = bundle.registerService(GatewayStatus.class, runner, null);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, PID);
        configuration = bundle.registerService(ManagedService.class, given -> runner.configure(ConfigurationValues.of(given)), properties);
    }

    /** Returns when the gateway has stopped: mails in flight have had their time. */
    @Override
    public void stop(BundleContext bundle) {
        configuration.unregister();
        status.unregister();
        runner.close();
    }
}
