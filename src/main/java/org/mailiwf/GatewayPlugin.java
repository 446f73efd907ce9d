package org.mailiwf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.mailiwf.metrics.GatewayMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the launcher does, where Camel is started by others (Quarkus, Camel K, Camel's own command line): the default of each setting that
 * nobody names, a start that ends with one line when a setting is wrong, and the line that begins with READY. Camel finds it by
 * {@link java.util.ServiceLoader} for every context that has this jar on its class path; a context without {@code smtpd:} routes does not
 * notice.
 */
public final class GatewayPlugin implements ContextServicePlugin {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayPlugin.class);

    @Override
    public void load(CamelContext context) {
        boolean microProfile = MicroProfileSettings.isThere(GatewayPlugin.class.getClassLoader());
        ShippedSettings shipped = new ShippedSettings(context.getPropertiesComponent(),
                microProfile ? MicroProfileSettings::isGivenEmpty : key -> false);
        context.getPropertiesComponent().addPropertiesSource(shipped);
        Start start = new Start(shipped);
        context.addLifecycleStrategy(start);
        if (microProfile) {
            // all sources are known by now, and the beans of the routes are made before the context initializes
            start.check(context);
        }
    }

    private static final class Start extends LifecycleStrategySupport {

        private final ShippedSettings shipped;
        private SettingException wrong;

        Start(ShippedSettings shipped) {
            this.shipped = shipped;
        }

        /** Says what is wrong; the start itself cannot be stopped before the context initializes. */
        void check(CamelContext context) {
            try {
                Settings.check(settings(context.getPropertiesComponent()));
            } catch (SettingException e) {
                wrong = e;
                LOG.error("mail-iwf: {}", e.getMessage());
            }
        }

        @Override
        public void onContextInitializing(CamelContext context) throws VetoCamelContextStartException {
            if (wrong == null && !isLaunchers(context)) {
                check(context);
            }
            if (wrong != null) {
                throw new VetoCamelContextStartException(wrong.getMessage(), wrong, context, true);
            }
        }

        @Override
        public void onContextStarted(CamelContext context) {
            if (GatewayPlugin.class.getClassLoader().getResource("io/micrometer/core/instrument/MeterRegistry.class") != null) {
                GatewayMetrics.bind(context);
            }
            if (!isLaunchers(context) && context.hasComponent("smtpd") != null) {
                LOG.info(ReadyLine.of(context));
            }
        }

        /** The launcher has checked the settings before it made the context, and prints its line itself. */
        private static boolean isLaunchers(CamelContext context) {
            return !context.getRegistry().findByType(Settings.class).isEmpty();
        }

        private Map<String, String> settings(PropertiesComponent properties) {
            // in their order, so that a wrong value is found where it stands, before the settings that refer to it
            Map<String, String> settings = new LinkedHashMap<>();
            // with references resolved, and the defaults
            shipped.keys().forEach(key -> properties.resolveProperty(key).ifPresent(value -> settings.put(key, value)));
            Properties loaded = properties.loadProperties(key -> key.startsWith(Settings.PREFIX));
            loaded.stringPropertyNames().forEach(key -> settings.putIfAbsent(key, loaded.getProperty(key)));
            return settings;
        }
    }
}
