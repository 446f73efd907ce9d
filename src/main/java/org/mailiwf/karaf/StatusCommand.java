package org.mailiwf.karaf;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code mail-iwf:status} in Karaf's shell. */
@Service
@Command(scope = "mail-iwf", name = "status", description = "Shows the gateway's state, listeners, mails and next hops.")
public final class StatusCommand implements Action {

    @Reference
    private GatewayStatus gateway;

    @Override
    public Object execute() {
        gateway.status().forEach((what, value) -> System.out.printf("%-10s %s%n", what, value));
        return null;
    }
}
