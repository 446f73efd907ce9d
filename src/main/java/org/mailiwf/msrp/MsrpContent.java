package org.mailiwf.msrp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * A message whose form depends on what the far side takes: an exchange body of this type is asked once the SDP answer is there. Content
 * that is the same for everybody needs none of this; octets, text or a stream will do.
 */
public interface MsrpContent {

    /**
     * Chooses what is sent. Called once for each session, on a thread that may wait.
     *
     * @param  acceptTypes        the media types of {@code a=accept-types} (RFC 4975 section 8.6) in the order of the peer, in lower
     *                            case, such as {@code message/cpim}, {@code text/*}, or {@code *} for any
     * @param  acceptWrappedTypes those of {@code a=accept-wrapped-types}; empty when it names none
     * @param  maxSize            {@code a=max-size} in octets; {@link Long#MAX_VALUE} when it names none
     * @return                    the content, or why there is none for this peer
     * @throws IOException        if the content cannot be read; the exchange then fails with it
     */
    Choice choose(List<String> acceptTypes, List<String> acceptWrappedTypes, long maxSize) throws IOException;

    /** What {@link #choose} answers. */
    sealed interface Choice permits Body, Refusal {
    }

    /**
     * Content to send.
     *
     * @param contentType the value of Content-Type, parameters included
     * @param length      octets; -1 when it is not known before the end, so that the Byte-Range has {@code *} for the total
     * @param source      opens the content from its beginning; once for each attempt
     */
    record Body(String contentType, long length, Source source) implements Choice {

        /** The length of content whose end nobody knows yet. */
        public static final long UNKNOWN = -1;

        public Body {
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * Nothing to send; the session ends before anything was.
     *
     * @param status the MSRP status that stands for it: 415 when the peer takes no type that there is, 413 when all is larger than it takes
     * @param reason for the log and for {@link MsrpConstants#REASON_PHRASE}
     */
    record Refusal(int status, String reason) implements Choice {
    }

    /** Where content comes from. */
    @FunctionalInterface
    interface Source {

        /**
         * The octets from the first; whoever opens closes.
         *
         * @throws IOException if they cannot be read
         */
        InputStream open() throws IOException;
    }
}
