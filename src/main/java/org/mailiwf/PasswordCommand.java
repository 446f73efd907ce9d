package org.mailiwf;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import org.mailiwf.smtpd.security.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mail-iwf password}: a line for the file of users. The password is asked for, or read from standard input. */
@Command(name = "password", description = "Prints a line for the file of iwf.smtp.auth.users.", mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {

    @Parameters(paramLabel = "USER", description = "The name to log in with.")
    private String user;

    @Override
    public Integer call() throws IOException {
        System.out.println(line(user, read()));
        return 0;
    }

    /** @throws IOException if there is no user or no password, or a user that the file could not hold */
    static String line(String user, String password) throws IOException {
        if (user.isBlank() || user.startsWith("#") || !user.equals(user.strip()) || user.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("A user has no control characters, no spaces at the ends, and does not begin with #");
        }
        if (password == null || password.isEmpty()) {
            throw new IOException("No password was given");
        }
        return user + ":" + PasswordHash.of(password);
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
