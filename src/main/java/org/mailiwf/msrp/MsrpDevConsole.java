package org.mailiwf.msrp;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/** The page {@code msrp} of Camel's developer console: listening points, sessions and connections. */
@DevConsole(group = "mail-iwf", name = "msrp", displayName = "MSRP", description = "Listening points, sessions and connections of the MSRP component")
public class MsrpDevConsole extends AbstractDevConsole {

    public MsrpDevConsole() {
        super("mail-iwf", "msrp", "MSRP", "Listening points, sessions and connections of the MSRP component");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        Map<String, Object> page = page();
        if (page.isEmpty()) {
            return "The MSRP component does not run" + System.lineSeparator();
        }
        StringBuilder text = new StringBuilder();
        page.forEach((name, value) -> text.append("%s: %s%n".formatted(name, value)));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return page();
    }

    private Map<String, Object> page() {
        Map<String, Object> page = new LinkedHashMap<>();
        if (getCamelContext().hasComponent("msrp") instanceof MsrpComponent msrp && msrp.isStarted()) {
            page.put("listeningPoints", msrp.listening().stream().map(Object::toString).toList());
            page.put("sessions", msrp.sessions());
            page.put("connections", msrp.connections());
            page.put("maxSessions", msrp.getMaxSessions());
        }
        return page;
    }
}
