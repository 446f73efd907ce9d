package org.mailiwf.msrp.transport;

import java.io.InputStream;

import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpIds;

/**
 * A message to be sent.
 *
 * @param messageId     Message-ID, an {@code ident}
 * @param contentType   Content-Type
 * @param length        octets, or {@link #UNKNOWN}
 * @param content       read once, at the pace of the connection, by a thread of the endpoint, which closes it
 * @param successReport whether REPORTs of success are asked for
 * @param failureReport which responses are asked for
 */
public record MsrpMessage(String messageId, String contentType, long length, InputStream content, boolean successReport,
                          FailureReport failureReport) {

    /** The length is not known before the content has ended. */
    public static final long UNKNOWN = -1;

    /** With a Message-ID of its own, without success REPORT, with every response. */
    public static MsrpMessage of(String contentType, long length, InputStream content) {
        return new MsrpMessage(MsrpIds.next(), contentType, length, content, false, FailureReport.YES);
    }

    /** The same with this Message-ID. */
    public MsrpMessage withMessageId(String id) {
        return new MsrpMessage(id, contentType, length, content, successReport, failureReport);
    }

    /** The same with other reports. */
    public MsrpMessage withReports(boolean success, FailureReport failure) {
        return new MsrpMessage(messageId, contentType, length, content, success, failure);
    }
}
