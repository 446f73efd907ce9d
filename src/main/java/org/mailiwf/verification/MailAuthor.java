package org.mailiwf.verification;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.mailiwf.cpim.HostName;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.Mailbox;

/**
 * Who wrote a mail, by its From fields.
 *
 * @param address the addr-spec of the one mailbox in the one From field; {@code null} if there is not just one
 * @param domains the domains of all its mailboxes, canonical, up to {@value #MAX_DOMAINS}
 */
record MailAuthor(String address, List<String> domains) {

    /** A mail has one author nearly always, and each domain costs questions. */
    static final int MAX_DOMAINS = 3;

    static MailAuthor of(MailHeader header) {
        List<Mailbox> mailboxes = header.mailboxes("From");
        Set<String> domains = new LinkedHashSet<>();
        mailboxes.stream().map(each -> HostName.canonical(each.domain())).filter(Objects::nonNull).distinct().limit(MAX_DOMAINS)
                .forEach(domains::add);
        boolean one = mailboxes.size() == 1 && header.count("From") == 1 && domains.size() == 1;
        return new MailAuthor(one ? mailboxes.get(0).address() : null, List.copyOf(domains));
    }

    /** The domain of the first; empty if there is none. */
    String firstDomain() {
        return domains.isEmpty() ? "" : domains.get(0);
    }
}
