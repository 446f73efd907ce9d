package org.mailiwf;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import picocli.CommandLine.Option;

/** The options by which every subcommand takes settings. */
final class SettingOptions {

    /** The settings of a gateway that only the SMTP client of a subcommand talks to. */
    static final Map<String, String> FOR_OURSELVES = Map.of(
            "iwf.smtp.listen", "127.0.0.1:0", "iwf.smtp.tls.mode", "off", "iwf.smtp.auth.mode", "off",
            "iwf.http.listen", "", "iwf.submission.listen", "", "iwf.submissions.listen", "", "iwf.msrp.listen", "", "iwf.demo-handset.enabled", "false",
            "iwf.sip.next-hop-ping", "0");

    @Option(names = "--set", paramLabel = "KEY=VALUE", mapFallbackValue = "",
            description = "A setting of routes/application.properties, e.g. --set iwf.smtp.listen=127.0.0.1:2525. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with settings.")
    private Path config;

    /** The settings given, and {@code overrides} that a subcommand needs. */
    Settings load(Map<String, String> overrides) {
        Map<String, String> all = new LinkedHashMap<>(set);
        all.putAll(overrides);
        return Gateway.load(config, all);
    }
}
