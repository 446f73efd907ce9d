package org.mailiwf;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * All settings of one gateway: the defaults of {@code routes/application.properties}, and over them, weakest first, a file,
 * the environment, the JVM's system properties and the command line. Checked as a whole before anything is started.
 */
public final class Settings {

    /** What the name of every setting begins with. */
    static final String PREFIX = "iwf.";
    private static final String IN_THE_JAR = "/org/mailiwf/routes/application.properties";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param  defaults         {@code application.properties} of the routes
     * @param  file             a file with further settings, or {@code null}
     * @param  environment      {@code IWF_SMTP_LISTEN} stands for {@code iwf.smtp.listen}
     * @param  system           the system properties
     * @param  commandLine      the strongest
     * @throws SettingException if a key is unknown or a value is not allowed
     */
    static Settings load(Path defaults, Path file, Map<String, String> environment, Properties system, Map<String, String> commandLine) {
        Map<String, String> values = read(defaults);
        Map<String, String> given = new TreeMap<>();
        if (file != null) {
            given.putAll(read(file));
        }
        for (String key : values.keySet()) {
            String inEnvironment = environment.get(environmentName(key));
            if (key.startsWith(PREFIX) && inEnvironment != null) {
                given.put(key, inEnvironment);
            }
        }
        for (String key : system.stringPropertyNames()) {
            if (values.containsKey(key)) {
                given.put(key, system.getProperty(key));
            }
        }
        given.putAll(commandLine);
        return of(values, given, defaults.toString());
    }

    /**
     * Settings over the defaults that are in the jar, for a runtime with settings of its own making.
     *
     * @throws SettingException if a key is unknown or a value is not allowed
     */
    public static Settings of(Map<String, String> given) {
        return of(inTheJar(), new TreeMap<>(given), "routes/application.properties");
    }

    /** The file of defaults as it is in the jar. */
    static Map<String, String> inTheJar() {
        try (InputStream defaults = Settings.class.getResourceAsStream(IN_THE_JAR)) {
            Properties properties = new Properties();
            properties.load(defaults);
            return stripped(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(IN_THE_JAR + " cannot be read", e);
        }
    }

    private static Settings of(Map<String, String> values, Map<String, String> given, String defaults) {
        for (String key : given.keySet()) {
            if (key.startsWith(PREFIX) && !values.containsKey(key)) {
                throw new SettingException(key, given.get(key), "there is no such setting; " + defaults + " names them all");
            }
        }
        values.putAll(given);
        return check(values);
    }

    /**
     * @param  values           all settings
     * @throws SettingException if a key is unknown or a value is not allowed
     */
    static Settings check(Map<String, String> values) {
        Settings settings = new Settings(values);
        // plain values first: a wrong one is told by its own key, and not by one that refers to it
        settings.check(false);
        settings.check(true);
        SmtpSecurityRules.check(settings);
        SipSecurityRules.check(settings);
        return settings;
    }

    private void check(boolean references) {
        values.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && value.startsWith("{{") == references) {
                SettingRules.check(key, get(key));
            }
        });
    }

    /** The value of {@code key}, one reference to another key resolved. */
    public String get(String key) {
        String value = values.get(key);
        if (value != null && value.startsWith("{{") && value.endsWith("}}")) {
            return values.get(value.substring(2, value.length() - 2));
        }
        return value;
    }

    Properties asProperties() {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }

    private static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingException("%s: cannot be read: %s".formatted(file, e));
        }
        return stripped(properties);
    }

    private static Map<String, String> stripped(Properties properties) {
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key).strip()));
        return values;
    }
}
