package org.mailiwf.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;
import org.mailiwf.files.Reloaded;
import org.mailiwf.smtpd.SmtpConstants;

/**
 * The bean {@code submissionRights}: which reverse-paths are those of a user who has logged in (RFC 6409 section 6.1).
 *
 * <p>They stand in a file of lines {@code user = address, address, @domain}, in UTF-8, that is read again when it has changed. While the
 * changed file cannot be used, what was read before holds. Empty lines and lines that begin with {@code #} say nothing. Whoever has no line there has the address that is the user name; a user name without a
 * domain stands for itself at each of the domains served. Addresses are compared without regard to case.
 */
@Metadata(label = "bean", description = "Whether somebody who has logged in sends in his own name.")
public class SubmissionRights implements Processor {

    private static final String FILE = "iwf.smtp.auth.senders";
    private static final String ALLOWED_LINE = "user = address, address, @domain";

    private final Duration interval;
    @Metadata(javaType = "java.lang.String",
              description = "The path of a file with lines of a user and his addresses. Empty: there is none.")
    private volatile Reloaded<Map<String, Set<String>>> file;
    @Metadata(javaType = "java.lang.String", description = "The mail domains served, separated by commas.")
    private volatile Set<String> domains = Set.of();

    /** Nobody has a line. */
    public SubmissionRights() {
        this(Reloaded.INTERVAL);
    }

    /** @param interval how often the file is looked at, at most */
    SubmissionRights(Duration interval) {
        this.interval = interval;
    }

    /**
     * The path of the file; empty, the default: none.
     *
     * @throws IllegalArgumentException if it cannot be read or a line is wrong; the message names file and line, and what is allowed
     */
    public void setFile(String file) {
        this.file = file.isBlank() ? null : reloaded(file.strip());
    }

    /** The mail domains served, comma separated; default: none. What is no domain name is left out. */
    public void setDomains(String domains) {
        this.domains = Arrays.stream(domains.split(",")).map(name -> HostName.canonical(name.strip())).filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** At MAIL: sets the exchange property {@code senderOwned}, false if somebody has logged in and the reverse-path is not his. */
    @Override
    public void process(Exchange exchange) {
        String user = exchange.getMessage().getHeader(SmtpConstants.AUTH_USER, String.class);
        exchange.setProperty("senderOwned", user == null || owns(user, Envelope.mailFrom(exchange)));
    }

    /** Whether the reverse-path is one of the user's. The null reverse-path names nobody, and is everybody's. */
    boolean owns(String user, String reversePath) {
        if (reversePath.isEmpty()) {
            return true;
        }
        String sender = MailAddress.folded(reversePath);
        Reloaded<Map<String, Set<String>>> lines = file;
        Set<String> own = lines == null ? null : lines.get().get(user);
        if (own != null) {
            return own.contains(sender) || own.contains(sender.substring(sender.lastIndexOf('@')));
        }
        if (user.indexOf('@') >= 0) {
            return sender.equals(MailAddress.folded(user));
        }
        return domains.stream().anyMatch(domain -> sender.equals(MailAddress.folded(user + '@' + domain)));
    }

    private Reloaded<Map<String, Set<String>>> reloaded(String file) {
        try {
            Path path = Path.of(file);
            return new Reloaded<>(List.of(path), () -> load(path), interval);
        } catch (InvalidPathException e) {
            throw unreadable(file, e);
        }
    }

    private static IllegalArgumentException unreadable(String file, Exception why) {
        return Setting.wrong(FILE, file, "empty, or a file in UTF-8 that can be read (" + why + ")");
    }

    private static Map<String, Set<String>> load(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
        Map<String, Set<String>> senders = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !addLine(senders, line)) {
                throw new IllegalArgumentException(FILE + ": " + file + " line " + (i + 1) + ": '" + line + "' is not allowed; allowed: "
                        + ALLOWED_LINE + ", each user once");
            }
        }
        return senders;
    }

    private static boolean addLine(Map<String, Set<String>> senders, String line) {
        int equals = line.indexOf('=');
        String user = equals < 0 ? "" : line.substring(0, equals).strip();
        List<String> own = Arrays.stream(line.substring(equals + 1).split(",", -1)).map(String::strip).toList();
        return !user.isEmpty() && own.stream().allMatch(SubmissionRights::isAddressOrDomain)
                && senders.put(user, own.stream().map(MailAddress::folded).collect(Collectors.toSet())) == null;
    }

    private static boolean isAddressOrDomain(String entry) {
        int at = entry.lastIndexOf('@');
        return at >= 0 && HostName.canonical(entry.substring(at + 1)) != null
                && entry.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }
}
