package org.mailiwf;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.smtpd.MailCounts;
import org.mailiwf.smtpd.SmtpdComponent;

/**
 * The whole program in this JVM: Camel, the routes of the {@code routes} directory, and their settings.
 *
 * <p>The directory is looked for in {@code iwf.home}, a system property, and without it where the JVM was started.
 */
public final class Gateway implements AutoCloseable {

    private final Main camel;

    private Gateway(Main camel) {
        this.camel = camel;
    }

    /**
     * Starts a gateway and returns when every listener is bound.
     *
     * @param  settings         what differs from {@code routes/application.properties}
     * @throws SettingException if a setting is wrong
     * @throws Exception        if the routes cannot be started, for one because an address is in use
     */
    public static Gateway start(Map<String, String> settings) throws Exception {
        return start(load(null, settings), camel -> {
        });
    }

    static Gateway start(Settings settings, Consumer<Main> customizer) throws Exception {
        Main camel = new Main();
        customizer.accept(camel);
        return start(camel, settings, routes());
    }

    /**
     * Starts a gateway in a Camel that was prepared for where it runs, and returns when every listener is bound.
     *
     * @param  camel     not started
     * @param  settings  all settings
     * @param  routes    the directory whose {@code *.camel.yaml} are loaded
     * @throws Exception if the routes cannot be started, for one because an address is in use
     */
    public static Gateway start(Main camel, Settings settings, Path routes) throws Exception {
        camel.setDefaultPropertyPlaceholderLocation("false");
        Properties properties = settings.asProperties();
        properties.putAll(HttpListener.properties(settings.get(HttpListener.SETTING)));
        camel.setOverrideProperties(properties);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                // into the registry of the context, which in OSGi is not Main's
                main.getCamelContext().getRegistry().bind("settings", settings);
            }
        });
        camel.configure().withRoutesIncludePattern("file:" + routes + "/*.camel.yaml");
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        try {
            camel.start();
        } catch (Exception e) {
            camel.stop();
            throw e;
        }
        return new Gateway(camel);
    }

    static Settings load(Path file, Map<String, String> commandLine) {
        Path defaults = routes().resolve("application.properties");
        if (!Files.isRegularFile(defaults)) {
            throw new SettingException("iwf.home", System.getProperty("iwf.home", "."), "a directory with routes/application.properties in it");
        }
        return Settings.load(defaults, file, System.getenv(), System.getProperties(), commandLine);
    }

    private static Path routes() {
        return Path.of(System.getProperty("iwf.home", "")).resolve("routes").toAbsolutePath();
    }

    CamelContext context() {
        return camel.getCamelContext();
    }

    /** The port that mails come in by. */
    public int smtpPort() {
        return smtpAddresses().get(0).getPort();
    }

    /** Where mails come in: iwf.smtp.listen first, then the listeners for submission. */
    public List<InetSocketAddress> smtpAddresses() {
        return smtpd().getBoundAddresses();
    }

    /** The port of the first SIP listening point of {@code transport}, {@code udp}, {@code tcp} or {@code tls}. */
    public int sipPort(String transport) {
        return sip().listeningPoints().stream()
                .filter(point -> point.transport().equalsIgnoreCase(transport))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("No SIP listening point for " + transport))
                .port();
    }

    /** What the program prints when it is ready, naming every listener. */
    public String readyLine() {
        return ReadyLine.of(context());
    }

    /** How many mails were taken and refused since the start. */
    public MailCounts mails() {
        return smtpd().mailCounts();
    }

    /** The next hops that rest because they failed. */
    public Set<String> restingHops() {
        return sip().restingHops();
    }

    private SmtpdComponent smtpd() {
        return context().getComponent("smtpd", SmtpdComponent.class);
    }

    private SipComponent sip() {
        return context().getComponent("sip", SipComponent.class);
    }

    /** Takes no more mails, lets those in flight finish (bounded by camel.main.shutdownTimeout), and stops. */
    @Override
    public void close() {
        camel.stop();
    }
}
