package org.mailiwf;

import java.io.IOException;
import java.util.Map;

import org.mailiwf.net.IpLiteral;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option by which the SMTP client of a subcommand stands for one elsewhere: by the PROXY protocol, which the gateway takes from it. */
final class ClientOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private String address;

    @Option(names = "--client", paramLabel = "ADDRESS",
            description = "The IP address of the SMTP client. Default: this host, whom iwf.smtp.trusted-networks trusts by default.")
    private void setAddress(String address) {
        if (IpLiteral.octets(address) == null) {
            throw new ParameterException(command.commandLine(), "--client: '" + address + "' is no IP address");
        }
        this.address = address;
    }

    /** What the gateway needs for it. */
    Map<String, String> settings() {
        return address == null ? Map.of() : Map.of("iwf.smtp.proxy-protocol.networks", "127.0.0.0/8,::1");
    }

    SmtpDialogue connect(int port) throws IOException {
        return new SmtpDialogue(port, address);
    }
}
