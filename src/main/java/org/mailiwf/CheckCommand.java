package org.mailiwf;

import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Callable;

import org.mailiwf.sip.DryRunSipEngine;
import org.mailiwf.sip.SipComponent;
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
        try (Gateway gateway = Gateway.start(loaded, CheckCommand::withoutPorts)) {
            System.out.println("OK " + gateway.context().getRoutesSize() + " routes");
        }
        return 0;
    }

    private static void withoutPorts(org.apache.camel.main.Main camel) {
        // producers are started nonetheless
        SipComponent sip = new SipComponent();
        sip.setEngine(new DryRunSipEngine(OutputStream.nullOutputStream()));
        camel.bind("sip", sip);
        camel.configure().setAutoStartup(false);
    }
}
