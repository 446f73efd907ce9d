package org.mailiwf.verification.dmarc;

import java.util.List;

import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsType;
import org.mailiwf.verification.TimedDns;
import org.mailiwf.verification.dkim.DkimResult;
import org.mailiwf.verification.dmarc.DmarcAnswer.Result;
import org.mailiwf.verification.dmarc.DmarcTree.Organization;
import org.mailiwf.verification.spf.SpfAnswer;
import org.mailiwf.verification.spf.SpfResult;

/** Whether SPF or DKIM passed for the author's domain, and what it asks for otherwise (RFC 9989 section 5.3). */
public final class DmarcCheck {

    private final TimedDns dns;
    private final DmarcTree tree;

    /** A check for one mail. */
    public DmarcCheck(TimedDns dns) {
        this.dns = dns;
        this.tree = new DmarcTree(dns);
    }

    /** Has the first question under way. */
    public void prepare(String author) {
        dns.prepare(DmarcTree.name(author), DnsType.TXT);
    }

    /** @param author the domain in From, canonical */
    public DmarcAnswer of(String author, SpfAnswer spf, List<DkimResult> dkim) {
        boolean asAuthor = spf.result() == SpfResult.PASS && spf.domain().equals(author)
                || dkim.stream().anyMatch(each -> each.isPass() && each.domain().equals(author));
        DmarcPolicy policy = null;
        try {
            DmarcRecord own = tree.record(author);
            DmarcRecord record = own;
            if (own != null) {
                policy = own.policy();
            } else {
                Organization organization = tree.organization(author);
                record = organization.record() == null ? organization.suffixRecord() : organization.record();
                policy = record == null ? null : exists(author) ? record.subdomains() : record.nonexistent();
            }
            if (record == null) {
                return new DmarcAnswer(Result.NONE, author, null, asAuthor);
            }
            if (asAuthor || passes(author, record, spf, dkim)) {
                return new DmarcAnswer(Result.PASS, author, policy, true);
            }
            boolean unsure = unsure(author, record, spf, dkim);
            return new DmarcAnswer(unsure ? Result.TEMPERROR : Result.FAIL, author, policy, false);
        } catch (DmarcTrouble e) {
            return new DmarcAnswer(Result.TEMPERROR, author, policy, asAuthor);
        }
    }

    private boolean passes(String author, DmarcRecord record, SpfAnswer spf, List<DkimResult> dkim) throws DmarcTrouble {
        if (spf.result() == SpfResult.PASS && isAligned(spf.domain(), author, record.strictSpf())) {
            return true;
        }
        for (DkimResult each : dkim) {
            if (each.isPass() && isAligned(each.domain(), author, record.strictDkim())) {
                return true;
            }
        }
        return false;
    }

    /** Whether another time something might pass. */
    private boolean unsure(String author, DmarcRecord record, SpfAnswer spf, List<DkimResult> dkim) throws DmarcTrouble {
        if (spf.result() == SpfResult.TEMPERROR && isAligned(spf.domain(), author, record.strictSpf())) {
            return true;
        }
        for (DkimResult each : dkim) {
            if (each.outcome() == DkimResult.Outcome.TEMPERROR && isAligned(each.domain(), author, record.strictDkim())) {
                return true;
            }
        }
        return false;
    }

    /** RFC 9989 section 4.4. */
    private boolean isAligned(String domain, String author, boolean strict) throws DmarcTrouble {
        return domain.equals(author)
                || !strict && tree.organization(domain).domain().equals(tree.organization(author).domain());
    }

    /** What the DNS cannot say is there. */
    private boolean exists(String domain) {
        return dns.ask(domain, DnsType.A).outcome() != Outcome.NXDOMAIN;
    }
}
