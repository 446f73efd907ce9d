package org.mailiwf.smtpd;

/**
 * What became of mails.
 *
 * @param taken   answered 2yz after their data
 * @param refused answered otherwise after their data, or for which MAIL or RCPT was refused; every RCPT refused counts
 */
public record MailCounts(long taken, long refused) {
}
