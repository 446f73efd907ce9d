package org.mailiwf.mail;

import java.nio.charset.Charset;
import java.util.List;

/** Text that was found in a part of a mail, as far as it had to be looked at so far. */
sealed interface PartText {

    /** Whether it was written as plain text and says anything. */
    boolean isPlain();

    /**
     * @param text with any line ends; empty when it is blank
     * @param cut  whether the part went on
     */
    record Plain(String text, boolean cut) implements PartText {
        @Override
        public boolean isPlain() {
            return !text.isEmpty();
        }
    }

    /**
     * HTML that becomes text only if nothing better turns up.
     *
     * @param octets  the document
     * @param charset what it is in; {@code null} if that was not said
     * @param cut     whether the part went on
     */
    record Html(byte[] octets, Charset charset, boolean cut) implements PartText {
        @Override
        public boolean isPlain() {
            return false;
        }
    }

    /** Texts that follow each other. */
    record Sequence(List<PartText> texts) implements PartText {
        @Override
        public boolean isPlain() {
            boolean any = false;
            for (PartText text : texts) {
                if (text instanceof Plain plain && !plain.isPlain()) {
                    continue;
                }
                if (!text.isPlain()) {
                    return false;
                }
                any = true;
            }
            return any;
        }
    }
}
