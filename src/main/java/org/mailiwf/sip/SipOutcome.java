package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a request ended.
 *
 * @param status     the status code of the final response, or the one that stands for a failure (RFC 3261 section 8.1.3.1)
 * @param reason     the reason phrase, may be empty
 * @param retryAfter Retry-After in seconds, or {@code null}
 * @param contacts   the URIs of the Contact fields, highest q first
 * @param warning    the Warning fields, or {@code null}
 * @param failure    why there is no final response, or {@code null} if there is one
 * @param challenges the WWW-Authenticate and Proxy-Authenticate fields, in order
 * @param hopFailed  whether it is the hop that failed, so that another may take the request (RFC 3263 section 4.3): 503, a transport
 *                   error, or no response at all in time. A lost connection is none, because the hop may have taken the request
 */
public record SipOutcome(int status, String reason, Integer retryAfter, List<String> contacts, String warning, SipFailure failure,
                         List<SipField> challenges, boolean hopFailed) {

    private static final int SERVICE_UNAVAILABLE = 503;

    /** The outcome of a request that got no final response. */
    public static SipOutcome failed(SipFailure failure) {
        return switch (failure) {
            case TIMEOUT -> failed(408, "Request Timeout", failure, true);
            case TOO_LARGE -> failed(513, "Message Too Large", failure, false);
            case PENDING -> failed(491, "Request Pending", failure, false);
            case TRANSPORT, TLS -> failed(SERVICE_UNAVAILABLE, "Service Unavailable", failure, true);
            case BROKEN, DNS, NO_ROUTE -> failed(SERVICE_UNAVAILABLE, "Service Unavailable", failure, false);
        };
    }

    private static SipOutcome failed(int status, String reason, SipFailure failure, boolean hopFailed) {
        return new SipOutcome(status, reason, null, List.of(), null, failure, List.of(), hopFailed);
    }

    /** Whether it is a 2xx response: then nothing more is to be sent. */
    public boolean isSuccess() {
        return failure == null && status >= 200 && status < 300;
    }

    /** The same outcome where the hop is not to blame: it has answered provisionally, or nothing was sent to it. */
    public SipOutcome hopLives() {
        return new SipOutcome(status, reason, retryAfter, contacts, warning, failure, challenges, false);
    }

    /** The outcome that a final response tells. */
    public static SipOutcome of(int status, String reason, List<SipField> fields) {
        Integer retryAfter = null;
        List<WeightedUri> contacts = new ArrayList<>();
        String warning = null;
        List<SipField> challenges = new ArrayList<>();
        for (SipField field : fields) {
            if (field.is("Retry-After") && retryAfter == null) {
                retryAfter = seconds(field.value());
            } else if (field.is("Contact")) {
                SipAddress.split(field.value()).forEach(contact -> addContact(contact, contacts));
            } else if (field.is("Warning")) {
                warning = warning == null ? field.value() : warning + ", " + field.value();
            } else if (DigestChallenge.isChallenge(field)) {
                challenges.add(field);
            }
        }
        contacts.sort(Comparator.comparingDouble(WeightedUri::q).reversed());
        return new SipOutcome(status, HeaderGuard.clean(reason), retryAfter, contacts.stream().map(WeightedUri::uri).toList(), warning,
                null, List.copyOf(challenges), status == SERVICE_UNAVAILABLE);
    }

    /** The leading number of {@code 120 (comment);duration=3600}; {@code null} when there is none. */
    private static Integer seconds(String value) {
        int end = 0;
        while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        if (end == 0) {
            return null;
        }
        return end > 9 ? Integer.valueOf(Integer.MAX_VALUE) : Integer.valueOf(value.substring(0, end));
    }

    private static void addContact(String contact, List<WeightedUri> contacts) {
        String uri = SipAddress.uri(contact);
        if (!uri.isEmpty() && !uri.equals("*")) {
            contacts.add(new WeightedUri(uri, weight(contact, Math.max(0, contact.indexOf('>', Math.max(0, contact.lastIndexOf('<')))))));
        }
    }

    /** The q parameter; 1 when absent or unreadable (RFC 3261 section 20.10 leaves it to us). */
    private static double weight(String contact, int from) {
        int start = SipAddress.parameterStart(contact, from, "q");
        if (start < 0) {
            return 1;
        }
        int semicolon = contact.indexOf(';', start + 1);
        int end = semicolon < 0 ? contact.length() : semicolon;
        int equals = contact.indexOf('=', start);
        // a parameter of that name may stand there without a value
        String q = equals < 0 || equals > end ? "" : contact.substring(equals + 1, end).strip();
        boolean readable = !q.isEmpty() && q.length() <= 5 && q.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')
                && q.indexOf('.') == q.lastIndexOf('.') && !q.equals(".");
        return readable ? Double.parseDouble(q) : 1;
    }

    private record WeightedUri(String uri, double q) {
    }
}
