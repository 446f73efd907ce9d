package org.mailiwf.bench;

/**
 * One run of mails through one system, told apart by its recipients.
 *
 * @param number counts the runs of the benchmark
 */
public record Run(int number) {

    public static final String DOMAIN = "bench.example";
    public static final String SENDER = "sender@" + DOMAIN;

    /** What stands in every recipient of this run before the {@code @}, behind the number of the mail. */
    public String tag() {
        return "run" + number;
    }

    /** The recipient to which a load generator puts the number of the mail in front. */
    public String recipient() {
        return tag() + "@" + DOMAIN;
    }
}
