package org.mailiwf;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;

import org.apache.camel.CamelContext;
import org.mailiwf.msrp.MsrpComponent;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.smtpd.SmtpdComponent;

/** What is said when the gateway is ready, naming every listener. */
final class ReadyLine {

    private ReadyLine() {
    }

    static String of(CamelContext context) {
        List<String> smtp = context.getComponent("smtpd", SmtpdComponent.class).getBoundAddresses().stream().map(ReadyLine::hostPort).toList();
        List<String> sip = context.getComponent("sip", SipComponent.class).listeningPoints().stream().map(Object::toString).toList();
        List<String> msrp = context.hasComponent("msrp") instanceof MsrpComponent component
                ? component.listening().stream().map(Object::toString).toList() : List.of();
        return "READY smtp=%s sip=%s".formatted(String.join(",", smtp), String.join(",", sip))
                + (msrp.isEmpty() ? "" : " msrp=" + String.join(",", msrp));
    }

    private static String hostPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
