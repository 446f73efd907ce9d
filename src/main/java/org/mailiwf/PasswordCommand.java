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
        String password = read();
        if (password == null || password.isEmpty()) {
            throw new IOException("No password was given");
        }
        System.out.println(user + ":" + PasswordHash.of(password));
        return 0;
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
