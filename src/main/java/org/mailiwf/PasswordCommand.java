package org.mailiwf;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;

import org.mailiwf.sip.DigestSecret;
import org.mailiwf.smtpd.security.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mail-iwf password}: a line for the file of users. The password is asked for, or read from standard input. */
@Command(name = "password", description = "Prints a line for the file of iwf.smtp.auth.users, or of iwf.sip.auth.users.", mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {

    @Parameters(paramLabel = "USER", description = "The name to log in with.")
    private String user;

    @Option(names = "--sip", description = "A line for iwf.sip.auth.users.")
    private boolean sip;

    @Option(names = "--realm", paramLabel = "REALM",
            description = "The realm, with --sip; the default is iwf.sip.auth.realm as the other options and the environment have it.")
    private String realm;

    @Mixin
    private SettingOptions settings;

    @Override
    public Integer call() throws IOException {
        System.out.println(sip ? sipLine(user, realm == null ? settings.load(Map.of()).get("iwf.sip.auth.realm") : realm, read())
                : line(user, read()));
        return 0;
    }

    /** @throws IOException if there is no password, or a user or realm that the file could not hold */
    static String sipLine(String user, String realm, String password) throws IOException {
        check(user, password);
        try {
            return DigestSecret.of(user, realm, password).line();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** @throws IOException if there is no user or no password, or a user that the file could not hold */
    static String line(String user, String password) throws IOException {
        check(user, password);
        return user + ":" + PasswordHash.of(password);
    }

    private static void check(String user, String password) throws IOException {
        if (user.isBlank() || user.startsWith("#") || !user.equals(user.strip()) || user.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("A user has no control characters, no spaces at the ends, and does not begin with #");
        }
        if (password == null || password.isEmpty()) {
            throw new IOException("No password was given");
        }
    }

    private static String read() throws IOException {
        Console console = System.console();
        if (console == null) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        }
        char[] typed = console.readPassword("Password: ");
        return typed == null ? null : new String(typed);
    }
}
