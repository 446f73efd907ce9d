package org.mailiwf;

import java.nio.file.Path;
import java.util.Locale;

import org.mailiwf.files.Reloaded;
import org.mailiwf.sip.SipTls;
import org.mailiwf.sip.SipUserFile;

/** What the settings of TLS and authentication of the SIP side must be together, and the files they name. */
final class SipSecurityRules {

    private static final String USERS = "iwf.sip.auth.users";
    private static final String REALM = "iwf.sip.auth.realm";
    private static final String KEY_STORE = "iwf.sip.tls.key-store";
    private static final String TRUST_STORE = "iwf.sip.tls.trust-store";

    private SipSecurityRules() {
    }

    /** @throws SettingException that names the setting whose file cannot be used, or that is missing */
    static void check(Settings settings) {
        String users = settings.get(USERS);
        if (!users.isEmpty()) {
            if (settings.get(REALM).isEmpty()) {
                throw new SettingException(USERS, users, "needs a realm (" + REALM + ")");
            }
            use(USERS, users, () -> new SipUserFile(Path.of(users), settings.get(REALM), Reloaded.INTERVAL));
        }
        SipTls.ClientAuth clientAuth = SipTls.ClientAuth.valueOf(settings.get("iwf.sip.tls.client-auth").toUpperCase(Locale.ROOT));
        String keyStore = settings.get(KEY_STORE);
        if (!keyStore.isEmpty()) {
            use(KEY_STORE, keyStore,
                    () -> SipTls.read(keyStore, settings.get(KEY_STORE + "-password"), "", "", clientAuth, Reloaded.INTERVAL));
        }
        String trustStore = settings.get(TRUST_STORE);
        if (!trustStore.isEmpty()) {
            use(TRUST_STORE, trustStore,
                    () -> SipTls.read("", "", trustStore, settings.get(TRUST_STORE + "-password"), clientAuth, Reloaded.INTERVAL));
        }
    }

    private static void use(String key, String file, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            throw new SettingException(key, file, e.getMessage());
        }
    }
}
