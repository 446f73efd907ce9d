package org.mailiwf.karaf;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.mailiwf.Gateway;
import org.mailiwf.SettingException;
import org.mailiwf.Settings;
import org.mailiwf.smtpd.MailCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a gateway as settings and route files want it. A change is tried out first: if it cannot stand, the gateway goes on as it was.
 * All but {@link #status()} is called by one thread.
 */
final class GatewayKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayKeeper.class);
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** What runs. */
    private record Running(Gateway gateway, Settings settings, Instant since) {
    }

    private final OsgiGateways gateways;
    private final RoutesDirectory routes;
    private Map<String, String> given;
    private RoutesDirectory.Fingerprint loaded;
    private RoutesDirectory.Fingerprint seen;
    private Instant due;
    private volatile Running running;
    private volatile String problem;

    GatewayKeeper(OsgiGateways gateways, RoutesDirectory routes) {
        this.gateways = gateways;
        this.routes = routes;
    }

    /** The settings are these from now on. */
    void configure(Map<String, String> settings) {
        if (settings.equals(given)) {
            // Karaf tells what it has written to the file once more when it reads it
            return;
        }
        given = settings;
        due = Instant.now();
        look();
    }

    /** Does what is due: after other settings, other route files, or a start that failed. */
    void look() {
        if (loaded != null) {
            RoutesDirectory.Fingerprint now = routes.fingerprint();
            // twice the same: nobody is in the middle of writing
            if (!now.equals(loaded) && now.equals(seen)) {
                due = Instant.now();
            }
            seen = now;
        }
        if (due != null && !due.isAfter(Instant.now()) && gateways.possible()) {
            due = null;
            renew();
        }
    }

    private void renew() {
        try {
            routes.provide();
            loaded = routes.fingerprint();
            Settings settings = Settings.of(given);
            if (loaded.files().isEmpty()) {
                throw new IllegalStateException("There are no routes in " + routes.path());
            }
            if (running != null) {
                gateways.tryOut(settings, routes.path());
            }
            replace(settings);
            problem = null;
        } catch (SettingException e) {
            report(e);
        } catch (Exception | LinkageError e) {
            report(e);
            due = running == null ? Instant.now().plus(RETRY) : null;
        }
    }

    private void replace(Settings settings) throws Exception {
        Running before = running;
        stop();
        try {
            start(settings);
        } catch (Exception | LinkageError e) {
            if (before != null) {
                start(before.settings());
            }
            throw e;
        }
    }

    private void start(Settings settings) throws Exception {
        Gateway gateway = gateways.start(settings, routes.path());
        running = new Running(gateway, settings, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        LOG.info("{}", gateway.readyLine());
    }

    /** Takes no more mails, lets those in flight finish, and stops. */
    void stop() {
        if (running != null) {
            running.gateway().close();
            running = null;
        }
    }

    private void report(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SettingException)) {
            cause = cause.getCause();
        }
        String line = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        if (!line.equals(problem)) {
            LOG.error("{}{}", line, running == null ? "" : " - the gateway goes on as it was");
            LOG.debug("The gateway could not be renewed", failure);
        }
        problem = line;
    }

    Map<String, String> status() {
        Map<String, String> status = new LinkedHashMap<>();
        Running now = running;
        status.put("state", now == null ? "stopped" : "READY since " + now.since());
        if (problem != null) {
            status.put("problem", problem);
        }
        if (now != null) {
            describe(now, status);
        }
        status.put("routes", routes.path().toString());
        return status;
    }

    private static void describe(Running now, Map<String, String> status) {
        List<String> listeners = List.of(now.gateway().readyLine().split(" "));
        listeners.stream().filter(each -> each.contains("=")).forEach(each -> {
            String[] named = each.split("=", 2);
            status.put(named[0], named[1]);
        });
        MailCounts mails = now.gateway().mails();
        status.put("mails", mails.taken() + " taken, " + mails.refused() + " refused");
        String hops = now.settings().get("iwf.sip.next-hop");
        Set<String> resting = now.gateway().restingHops();
        status.put("next-hop", (hops.isEmpty() ? "by the Request-URI" : hops) + (resting.isEmpty() ? "" : "; resting: " + resting));
    }
}
