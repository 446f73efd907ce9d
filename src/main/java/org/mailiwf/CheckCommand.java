package org.mailiwf;

import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mail-iwf check}: loads settings and routes as {@code run} does, but binds nothing. */
@Command(name = "check", description = "Loads settings, routes and the files they name, and says what is wrong.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private SettingOptions settings;

    @Override
    public Integer call() throws Exception {
        Main.quiet();
        Settings loaded = settings.load(Map.of());
        try (Gateway gateway = Gateway.start(loaded, camel -> camel.configure().setAutoStartup(false))) {
            System.out.println("OK " + gateway.context().getRoutesSize() + " routes");
        }
        return 0;
    }
}
