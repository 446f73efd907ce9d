package org.mailiwf;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mail-iwf lookup}: asks RCPT TO of a gateway in this JVM, and MAIL FROM if a sender is given, and prints each step that the routes
 * take and the reply.
 */
@Command(name = "lookup", description = "Shows how a recipient is resolved, step by step.", mixinStandardHelpOptions = true)
final class LookupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "A mail address.")
    private String address;

    @Option(names = "--from", paramLabel = "ADDRESS",
            description = "MAIL FROM; then the steps of sender verification are shown too. Default: the null reverse-path.")
    private String from = "";

    @Mixin
    private ClientOption client;

    @Mixin
    private SettingOptions options;

    @Override
    public Integer call() throws Exception {
        Main.quiet();
        Map<String, String> own = new HashMap<>(SettingOptions.FOR_OURSELVES);
        own.put("iwf.sip.listen", "udp:127.0.0.1:0");
        own.putAll(client.settings());
        Settings settings = options.load(own);
        StepTrace trace = new StepTrace(System.out);
        try (Gateway gateway = Gateway.start(settings, camel -> camel.bind("stepTrace", trace));
             SmtpDialogue smtp = client.connect(gateway.smtpPort())) {
            String reply = sender(smtp, trace);
            if (SmtpDialogue.positive(reply)) {
                trace.begin();
                reply = smtp.command("RCPT TO:<" + address + ">");
                System.out.println(reply);
            }
            return SmtpDialogue.positive(reply) ? 0 : 1;
        }
    }

    private String sender(SmtpDialogue smtp, StepTrace trace) throws IOException {
        if (from.isEmpty()) {
            return smtp.command("MAIL FROM:<>");
        }
        trace.begin();
        String reply = smtp.command("MAIL FROM:<" + from + ">");
        System.out.println(reply);
        return reply;
    }
}
