package org.mailiwf;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.mailiwf.files.Reloaded;
import org.mailiwf.smtpd.security.ClientAuth;
import org.mailiwf.smtpd.security.ServerTls;
import org.mailiwf.smtpd.security.TlsFiles;
import org.mailiwf.smtpd.security.UserFile;

/** What the settings of TLS and AUTH must be together, and the files they name. */
final class SmtpSecurityRules {

    private static final String TLS = "iwf.smtp.tls.mode";
    private static final String AUTH = "iwf.smtp.auth.mode";
    private static final String USERS = "iwf.smtp.auth.users";
    private static final List<String> SUBMISSION = List.of("iwf.submission.listen", "iwf.submissions.listen");

    private SmtpSecurityRules() {
    }

    /** @throws SettingException that names the setting that asks for what is not there */
    static void check(Settings settings) {
        boolean tls = !settings.get(TLS).equals("off");
        if (tls) {
            serverTls(settings, TLS, ClientAuth.valueOf(settings.get("iwf.smtp.tls.client-auth").toUpperCase(Locale.ROOT)));
        }
        if (settings.get(AUTH).equals("required")) {
            users(settings, AUTH);
            if (!tls && !settings.get("iwf.smtp.auth.without-tls").equals("true")) {
                throw new SettingException(AUTH, "required", "needs TLS (" + TLS + "), or iwf.smtp.auth.without-tls=true");
            }
        }
        for (String listen : SUBMISSION) {
            if (!settings.get(listen).isEmpty()) {
                serverTls(settings, listen, ClientAuth.NONE);
                users(settings, listen);
            }
        }
        userFile(settings);
    }

    private static void serverTls(Settings settings, String key, ClientAuth clientAuth) {
        try {
            TlsFiles files = TlsFiles.of(settings.get("iwf.smtp.tls.certificate"), settings.get("iwf.smtp.tls.key"),
                    settings.get("iwf.smtp.tls.keystore"), settings.get("iwf.smtp.tls.key-password"), settings.get("iwf.smtp.tls.trust"));
            new ServerTls(files, clientAuth, Reloaded.INTERVAL);
        } catch (IllegalArgumentException e) {
            throw new SettingException(key, settings.get(key), e.getMessage());
        }
    }

    private static void users(Settings settings, String key) {
        if (settings.get(USERS).isEmpty()) {
            throw new SettingException(key, settings.get(key), "needs users who can log in (" + USERS + ")");
        }
    }

    private static void userFile(Settings settings) {
        String file = settings.get(USERS);
        if (!file.isEmpty()) {
            try {
                new UserFile(Path.of(file), Reloaded.INTERVAL);
            } catch (IllegalArgumentException e) {
                throw new SettingException(USERS, file, e.getMessage());
            }
        }
    }
}
