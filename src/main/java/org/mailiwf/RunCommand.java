package org.mailiwf;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mail-iwf run}: the gateway in the foreground, until SIGTERM or SIGINT. */
@Command(name = "run", description = "Runs the gateway in the foreground (the default). Prints a line that begins with READY.",
         mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private SettingOptions settings;

    @Override
    public Integer call() throws Exception {
        return run(settings);
    }

    static int run(SettingOptions options) throws Exception {
        Gateway gateway = Gateway.start(options.load(Map.of()), camel -> {
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "mail-iwf-stop"));
        System.out.println(gateway.readyLine());
        new CountDownLatch(1).await();
        return 0;
    }

    /** A stop that was asked for is a success: without halt the JVM would exit with 128 plus the signal's number. */
    private static void stop(Gateway gateway) {
        gateway.close();
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
