package org.mailiwf.smtpd;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.mailiwf.smtpd.limit.ClientLimits;
import org.mailiwf.smtpd.server.ServerState;

/**
 * The page {@code smtpd} of Camel's developer console: each running SMTP server with its listener, connections and limits.
 */
@DevConsole(group = "mail-iwf", name = "smtpd", displayName = "SMTP Server", description = "Listeners, sessions and limits of SMTP servers")
public class SmtpdDevConsole extends AbstractDevConsole {

    /** How many clients are named at most. */
    private static final int MAX_CLIENTS = 100;

    public SmtpdDevConsole() {
        super("mail-iwf", "smtpd", "SMTP Server", "Listeners, sessions and limits of SMTP servers");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> server : servers()) {
            server.forEach((name, value) -> text.append("%s: %s%n".formatted(name, value)));
            text.append(System.lineSeparator());
        }
        return text.isEmpty() ? "No SMTP server runs" + System.lineSeparator() : text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("servers", servers());
        return page;
    }

    private List<Map<String, Object>> servers() {
        List<Map<String, Object>> servers = new ArrayList<>();
        for (Route route : getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof SmtpdConsumer consumer && consumer.state() != null) {
                servers.add(server(route.getRouteId(), consumer.getEndpoint(), consumer.state()));
            }
        }
        return servers;
    }

    private static Map<String, Object> server(String routeId, SmtpdEndpoint endpoint, ServerState state) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("routeId", routeId);
        server.put("address", hostPort(state.address()));
        server.put("state", state.draining() ? "draining" : "listening");
        server.put("tls", endpoint.getConfiguration().getTls().toString().toLowerCase(Locale.ROOT));
        server.put("auth", endpoint.getConfiguration().getAuth().toString().toLowerCase(Locale.ROOT));
        server.put("connections", state.connections());
        server.put("maxConnections", state.maxConnections());
        server.put("mailsInFlight", state.mailsInFlight());
        limits(server, endpoint.getConfiguration().limits());
        Map<String, Object> clients = new LinkedHashMap<>();
        state.clients().entrySet().stream().limit(MAX_CLIENTS).forEach(client -> clients.put(client.getKey(), client.getValue()));
        server.put("clients", clients);
        return server;
    }

    private static void limits(Map<String, Object> server, ClientLimits limits) {
        server.put("maxMailsInFlight", limits.maxMailsInFlight());
        server.put("maxConnectionsPerClient", limits.maxConnections());
        server.put("maxMailsPerMinute", limits.mailsPerMinute().all());
        server.put("maxMailsPerMinutePerClient", limits.mailsPerMinute().perClient());
        server.put("maxRecipientsPerMinute", limits.recipientsPerMinute().all());
        server.put("maxRecipientsPerMinutePerClient", limits.recipientsPerMinute().perClient());
        server.put("maxUnknownRecipients", limits.maxUnknownRecipients());
        server.put("maxUnknownRecipientsPerMinutePerClient", limits.unknownRecipientsPerMinute());
        server.put("maxFailedLoginsPerMinutePerClient", limits.failedLoginsPerMinute());
        server.put("maxErrors", limits.maxErrors());
    }

    private static String hostPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
