package org.mailiwf.karaf;

import java.io.OutputStream;

import org.apache.camel.CamelContext;
import org.apache.camel.karaf.core.OsgiCamelContextPublisher;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.main.Main;
import org.mailiwf.sip.DryRunSipEngine;
import org.mailiwf.sip.SipComponent;
import org.osgi.framework.BundleContext;

/** Camel's Main on a context that finds components, languages and classes in bundles. */
final class OsgiMain extends Main {

    private final BundleContext bundle;
    private final boolean trial;

    private OsgiMain(BundleContext bundle, boolean trial) {
        this.bundle = bundle;
        this.trial = trial;
        // the settings are in a file that everybody can look at
        configure().setAutoConfigurationLogSummary(false);
    }

    /** A Camel whose context is a service, so that Karaf's commands for Camel see it. */
    static OsgiMain real(BundleContext bundle) {
        return new OsgiMain(bundle, false);
    }

    /** A Camel that loads everything, but takes no port. */
    static OsgiMain trial(BundleContext bundle) {
        OsgiMain camel = new OsgiMain(bundle, true);
        camel.configure().setAutoStartup(false);
        return camel;
    }

    @Override
    protected CamelContext createCamelContext() {
        OsgiDefaultCamelContext camel = new OsgiDefaultCamelContext(bundle);
        if (trial) {
            // producers are started nonetheless
            SipComponent sip = new SipComponent();
            sip.setEngine(new DryRunSipEngine(OutputStream.nullOutputStream()));
            camel.addComponent("sip", sip);
        } else {
            camel.getManagementStrategy().addEventNotifier(publisher());
        }
        return camel;
    }

    /** As it comes it has Camel make an event of every step of every mail, to throw it away. */
    private OsgiCamelContextPublisher publisher() {
        OsgiCamelContextPublisher publisher = new OsgiCamelContextPublisher(bundle);
        publisher.setIgnoreExchangeEvents(true);
        publisher.setIgnoreRouteEvents(true);
        publisher.setIgnoreServiceEvents(true);
        publisher.setIgnoreStepEvents(true);
        return publisher;
    }
}
