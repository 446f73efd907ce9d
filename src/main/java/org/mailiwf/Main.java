package org.mailiwf;

import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The standalone launcher. Exit codes: 0 done, 1 failed, 2 a wrong setting or command line. */
@Command(name = "mail-iwf", description = "E-mail to SIP/CPM interworking.", mixinStandardHelpOptions = true,
         subcommands = { RunCommand.class, MapCommand.class, LookupCommand.class, CheckCommand.class, PasswordCommand.class })
public final class Main implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int WRONG_SETTING = 2;

    @Mixin
    private SettingOptions settings;

    public static void main(String[] args) {
        defaultProperty("logback.configurationFile", "org/mailiwf/logback.xml");
        // a client of TLS 1.2 could make us do handshake after handshake
        defaultProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        // the HTTP server looks up no names and serves no files: no foreign DNS server by default, nothing below /tmp
        defaultProperty("vertx.disableDnsResolver", "true");
        defaultProperty("vertx.disableFileCPResolving", "true");
        System.exit(execute(args));
    }

    /** What a subcommand that prints its result says to the log: only what is wrong. To be called before anything is logged. */
    static void quiet() {
        defaultProperty("iwf.log.level", "WARN");
    }

    private static void defaultProperty(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /** Runs one command line and returns its exit code. */
    static int execute(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure))
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(settings);
    }

    private static int report(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SettingException)) {
            cause = cause.getCause();
        }
        System.err.println("mail-iwf: " + String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()).replaceAll("\\s*\\R\\s*", " "));
        return cause instanceof SettingException ? WRONG_SETTING : FAILED;
    }
}
