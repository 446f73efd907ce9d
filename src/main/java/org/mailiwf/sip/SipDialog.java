package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a dialog is known by and how its requests go (RFC 3261 section 12). Thread-safe. */
final class SipDialog {

    /** More hops than that no request takes. */
    private static final int MAX_ROUTES = 30;
    private static final int MAX_FORWARDS = 70;
    private static final byte[] NO_BODY = {};

    private final String callId;
    private final String local;
    private final String remote;
    private final String remoteTag;
    private final List<SipUri> routes;
    private final AtomicLong localCseq;
    private final String sentBy;
    private final boolean secure;
    private SipUri target;
    private long remoteCseq;

    private SipDialog(String callId, String local, String remote, List<SipUri> routes, AtomicLong localCseq, long remoteCseq, SipUri target,
                      String sentBy, boolean secure) {
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.remoteTag = SipAddress.tag(remote);
        this.routes = routes;
        this.localCseq = localCseq;
        this.remoteCseq = remoteCseq;
        this.target = target;
        this.sentBy = sentBy;
        this.secure = secure;
    }

    /**
     * The dialog that a response to our INVITE makes (section 12.1.2).
     *
     * @throws IllegalArgumentException if it makes none: it has no To that could be ours
     */
    static SipDialog ofReply(SipRequestDraft invite, SipReply reply) {
        String to = reply.first("To");
        if (to == null) {
            throw new IllegalArgumentException("A response without To");
        }
        List<SipUri> routes = routes(reply.all("Record-Route"));
        Collections.reverse(routes);
        SipUri target = target(reply.all("Contact"));
        return new SipDialog(invite.callId(), invite.from(), to, routes, invite.highestCseq(), -1,
                target == null ? invite.requestUri() : target, invite.sentBy(), invite.secure());
    }

    /**
     * The dialog that an INVITE asks for (section 12.1.1).
     *
     * @throws IllegalArgumentException if it has no From with a tag, no Contact with a sip URI, or a Record-Route that is none
     */
    static SipDialog ofRequest(IncomingSipRequest invite, String localTag) {
        String from = invite.first("From");
        String to = invite.first("To");
        SipReply fields = new SipReply(0, "", invite.fields(), NO_BODY);
        SipUri target = target(fields.all("Contact"));
        if (from == null || to == null || invite.first("Call-ID") == null || target == null) {
            throw new IllegalArgumentException("An INVITE without a usable From, To, Call-ID or Contact");
        }
        SipDialog dialog = new SipDialog(invite.first("Call-ID"), to + ";tag=" + localTag, from, routes(fields.all("Record-Route")),
                new AtomicLong(0), cseq(invite), target, "", target.scheme().equals("sips"));
        if (dialog.remoteTag == null) {
            throw new IllegalArgumentException("An INVITE whose From has no tag");
        }
        return dialog;
    }

    private static List<SipUri> routes(List<String> elements) {
        if (elements.size() > MAX_ROUTES) {
            throw new IllegalArgumentException("More than " + MAX_ROUTES + " Record-Route");
        }
        List<SipUri> routes = new ArrayList<>(elements.size());
        for (String element : elements) {
            SipUri uri = SipUri.parse(SipAddress.uri(element));
            if (!uri.isSip()) {
                throw new IllegalArgumentException("Not a route: " + uri.text());
            }
            routes.add(uri);
        }
        return routes;
    }

    /** The first URI that a request can be sent to; {@code null} when there is none. */
    private static SipUri target(List<String> contacts) {
        for (String contact : contacts) {
            try {
                SipUri uri = SipUri.parse(SipAddress.uri(contact));
                if (uri.isSip()) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return null;
    }

    /** The number of a request's CSeq; 0 when there is none to be read. */
    static long cseq(IncomingSipRequest request) {
        return leadingNumber(request.first("CSeq"));
    }

    /** The number that a value begins with, up to 2^31 - 1; 0 when it begins with none. */
    static long leadingNumber(String value) {
        int end = 0;
        while (value != null && end < value.length() && end < 10 && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? 0 : Math.min(Integer.MAX_VALUE, Long.parseLong(value.substring(0, end)));
    }

    String remoteTag() {
        return remoteTag;
    }

    /** Whether a request from the far side belongs to this dialog, whose local tag it has. */
    boolean isFrom(IncomingSipRequest request) {
        String tag = SipAddress.tag(request.first("From"));
        return remoteTag == null ? tag == null : remoteTag.equals(tag);
    }

    /** Takes the CSeq of a request of the far side; {@code false} if it is lower than the last (section 12.2.2). */
    synchronized boolean takes(IncomingSipRequest request) {
        long cseq = cseq(request);
        if (cseq < remoteCseq) {
            return false;
        }
        remoteCseq = cseq;
        return true;
    }

    /** A target refresh by the far side (section 12.2.2). */
    synchronized void refresh(IncomingSipRequest request) {
        SipUri fresh = target(new SipReply(0, "", request.fields(), NO_BODY).all("Contact"));
        target = fresh == null ? target : fresh;
    }

    /** The next request of ours, with a CSeq that is one higher. */
    Request request(String method, List<SipField> fields) {
        return request(method, localCseq.incrementAndGet(), fields);
    }

    /** The ACK for the 2xx to an INVITE with that CSeq (section 13.2.2.4). */
    Request ack(long cseq) {
        return request("ACK", cseq, List.of());
    }

    /**
     * A request and where it goes.
     *
     * @param next the first route, or the remote target
     */
    record Request(SipRequestDraft draft, NextHop next) {
    }

    /** Section 12.2.1.1. */
    private synchronized Request request(String method, long cseq, List<SipField> fields) {
        List<SipUri> rest = new ArrayList<>(routes);
        SipUri requestUri = target;
        NextHop next;
        if (rest.isEmpty()) {
            next = NextHop.of(target, secure);
        } else {
            SipUri first = rest.remove(0);
            next = new NextHop(first, SipHop.of(first, secure));
            if (!first.loose()) {
                // a strict router takes the Request-URI for itself
                requestUri = first;
                rest.add(target);
            }
        }
        StringBuilder lines = new StringBuilder();
        // after that of the next hop, which is written with it
        rest.forEach(route -> lines.append("Route: <").append(route.text()).append(">\r\n"));
        fields.forEach(field -> lines.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        SipRequestDraft draft = new SipRequestDraft(method, requestUri, local, remote, callId, cseq, localCseq, MAX_FORWARDS, sentBy,
                lines.toString(), NO_BODY, 0, secure, null);
        return new Request(draft, next);
    }
}
