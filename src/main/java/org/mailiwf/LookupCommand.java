package org.mailiwf;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code mail-iwf lookup}: asks RCPT TO of a gateway in this JVM, with a null reverse-path, and prints each step that the routes take
 * and the reply.
 */
@Command(name = "lookup", description = "Shows how a recipient is resolved, step by step.", mixinStandardHelpOptions = true)
final class LookupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "A mail address.")
    private String address;

    @Mixin
    private SettingOptions options;

    @Override
    public Integer call() throws Exception {
        Main.quiet();
        Map<String, String> own = new HashMap<>(SettingOptions.FOR_OURSELVES);
        own.put("iwf.sip.listen", "udp:127.0.0.1:0");
        Settings settings = options.load(own);
        StepTrace trace = new StepTrace(System.out);
        try (Gateway gateway = Gateway.start(settings, camel -> camel.bind("stepTrace", trace));
             SmtpDialogue smtp = new SmtpDialogue(gateway.smtpPort())) {
            smtp.command("MAIL FROM:<>");
            trace.begin();
            String reply = smtp.command("RCPT TO:<" + address + ">");
            System.out.println(reply);
            return SmtpDialogue.positive(reply) ? 0 : 1;
        }
    }
}
