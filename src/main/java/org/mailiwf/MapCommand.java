package org.mailiwf;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.mailiwf.sip.DryRunSipEngine;
import org.mailiwf.sip.SipComponent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mail-iwf map}: the mail goes through the routes as if it had come in by SMTP from this host or another client, but the SIP component
 * prints what it would send, byte for byte, to standard output, and takes each request for answered with 200. Behind an INVITE stands the head
 * of the message that would follow it over MSRP. The SMTP replies go to standard error.
 */
@Command(name = "map", description = "Prints the SIP messages that a mail would become, byte for byte, without sending.",
         mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.eml", description = "The mail.")
    private Path file;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "MAIL FROM. Default: ${DEFAULT-VALUE}.")
    private String from = "sender@example.com";

    @Option(names = "--to", paramLabel = "ADDRESS",
            description = "RCPT TO. May be repeated. Default: postmaster of the first domain served.")
    private List<String> to;

    @Option(names = "--mail-parameters", paramLabel = "PARAMETERS", description = "What follows MAIL FROM, e.g. \"BY=120;R RET=HDRS\".")
    private String mailParameters = "";

    @Option(names = "--rcpt-parameters", paramLabel = "PARAMETERS", description = "What follows RCPT TO, e.g. NOTIFY=SUCCESS,FAILURE.")
    private String rcptParameters = "";

    @Mixin
    private ClientOption client;

    @Mixin
    private SettingOptions options;

    @Override
    public Integer call() throws Exception {
        Main.quiet();
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": cannot be read");
        }
        Map<String, String> own = new HashMap<>(SettingOptions.FOR_OURSELVES);
        own.putAll(client.settings());
        Settings settings = options.load(own);
        List<String> recipients = to != null ? to : List.of("postmaster@" + settings.get("iwf.domains").split(",")[0].strip());
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        SipComponent sip = new SipComponent();
        sip.setEngine(new DryRunSipEngine(out));
        try (Gateway gateway = Gateway.start(settings, camel -> {
            camel.bind("sip", sip);
            camel.bind("largeMessages", new LargeMessagePrinter(out));
        });
             SmtpDialogue smtp = client.connect(gateway.smtpPort())) {
            boolean taken = true;
            for (String recipient : recipients) {
                taken &= send(smtp, recipient);
            }
            out.flush();
            return taken ? 0 : 1;
        }
    }

    private boolean send(SmtpDialogue smtp, String recipient) throws IOException {
        String reply = smtp.command("MAIL FROM:<%s> %s".formatted(from, mailParameters).stripTrailing());
        if (SmtpDialogue.positive(reply)) {
            reply = smtp.command("RCPT TO:<%s> %s".formatted(recipient, rcptParameters).stripTrailing());
        }
        if (SmtpDialogue.positive(reply)) {
            reply = smtp.command("DATA");
        }
        if (SmtpDialogue.positive(reply)) {
            try (InputStream mail = Files.newInputStream(file)) {
                reply = smtp.content(mail);
            }
        }
        System.err.println(reply);
        if (!SmtpDialogue.positive(reply)) {
            smtp.command("RSET");
        }
        return SmtpDialogue.positive(reply);
    }
}
