package org.mailiwf.sip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of a component that INVITE begins, and the requests within them. Bounded. */
final class SipCalls {

    /** What begins, changes and ends a session. */
    static final SipField ALLOW = new SipField("Allow", "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, OPTIONS, MESSAGE");
    static final SipField SUPPORTED = new SipField("Supported", "100rel");

    private static final Logger LOG = LoggerFactory.getLogger(SipCalls.class);

    private static final Set<String> IN_DIALOGS = Set.of("ACK", "BYE", "INVITE", "PRACK", "UPDATE");
    /** Extensions that a request may require. */
    private static final Set<String> EXTENSIONS = Set.of("100rel", "timer");
    private static final SipResponse UNKNOWN = new SipResponse(481, SipReason.of(481), List.of());
    private static final SipResponse MERGED = new SipResponse(482, SipReason.of(482), List.of());
    private static final SipResponse FULL = new SipResponse(503, SipReason.of(503), List.of(new SipField("Retry-After", "5")));
    private static final SipResponse FAILED = new SipResponse(500, SipReason.of(500), List.of());

    private final SipEngine engine;
    private final SipAdmission admission;
    private final DialogSender dialogs;
    private final Executor worker;
    private final int maxCalls;
    private final SipIds ids = new SipIds();
    private final Map<String, DialogCall> byTag = new ConcurrentHashMap<>();
    /** Those that came in and have no final response, by what their CANCEL has in common with them. */
    private final Map<String, IncomingCall> pending = new ConcurrentHashMap<>();
    private final Set<String> requests = ConcurrentHashMap.newKeySet();

    SipCalls(SipEngine engine, SipAdmission admission, DialogSender dialogs, Executor worker, int maxCalls) {
        this.engine = engine;
        this.admission = admission;
        this.dialogs = dialogs;
        this.worker = worker;
        this.maxCalls = maxCalls;
    }

    DialogSender dialogs() {
        return dialogs;
    }

    Executor worker() {
        return worker;
    }

    SipEngine engine() {
        return engine;
    }

    /** How many sessions there are, and are being set up. */
    int size() {
        return byTag.size();
    }

    /** {@code false}: there are as many as allowed. */
    boolean add(DialogCall call) {
        if (byTag.size() >= maxCalls) {
            LOG.warn("There are {} sessions, no more are taken", maxCalls);
            return false;
        }
        byTag.put(call.localTag, call);
        admission.addDialog(call.localTag);
        return true;
    }

    void remove(DialogCall call) {
        if (byTag.remove(call.localTag, call)) {
            admission.removeDialog(call.localTag);
        }
    }

    /** Ends all sessions. */
    void stop() {
        byTag.values().forEach(SipCall::end);
    }

    /** Takes what belongs to a session or to its beginning; {@code false} for any other request. */
    boolean take(IncomingSipRequest request) {
        String tag = SipAddress.tag(request.first("To"));
        if (request.method().equals("CANCEL")) {
            IncomingCall call = pending.get(request.key());
            if (call != null) {
                request.respond(new SipResponse(200, "OK", List.of(), new byte[0], call.localTag));
                call.cancelled();
            }
            return call != null;
        }
        if (tag == null || !IN_DIALOGS.contains(request.method())) {
            return request.method().equals("ACK");
        }
        DialogCall call = byTag.get(tag);
        if (call != null) {
            call.receive(request);
        } else {
            request.respond(UNKNOWN);
        }
        return true;
    }

    /** A new INVITE, for the one who takes them. */
    void invited(IncomingSipRequest request, Consumer<IncomingCall> handler) {
        List<String> unsupported = unsupported(request);
        if (!unsupported.isEmpty()) {
            request.respond(badExtension(unsupported));
            return;
        }
        String merge = request.first("Call-ID") + " " + SipAddress.tag(request.first("From")) + " " + SipDialog.cseq(request);
        if (!requests.add(merge)) {
            // RFC 3261 section 8.2.2.2
            request.respond(MERGED);
            return;
        }
        IncomingCall call = new IncomingCall(this, request, ids.tag());
        call.ended().thenAccept(farSide -> requests.remove(merge));
        if (!add(call)) {
            call.refuse(FULL);
            return;
        }
        pending.put(request.key(), call);
        call.decided().thenAccept(done -> pending.remove(request.key(), call));
        try {
            handler.accept(call);
        } catch (RuntimeException e) {
            LOG.error("An INVITE could not be processed", e);
            call.refuse(FAILED);
        }
    }

    /** What is required of us and is not known here. */
    static List<String> unsupported(IncomingSipRequest request) {
        List<String> unsupported = new ArrayList<>(0);
        for (SipField field : request.fields()) {
            if (field.is("Require")) {
                SipAddress.split(field.value()).stream()
                        .filter(option -> EXTENSIONS.stream().noneMatch(option::equalsIgnoreCase)).forEach(unsupported::add);
            }
        }
        return unsupported;
    }

    static SipResponse badExtension(List<String> unsupported) {
        return new SipResponse(420, SipReason.of(420), List.of(new SipField("Unsupported", String.join(", ", unsupported))));
    }

    /** The fields of a response that makes or refreshes a dialog: our Contact, and what we can do. */
    List<SipField> fields(IncomingSipRequest request) {
        String transport = request.point().transport();
        String host = request.remote().getAddress().getHostAddress();
        SipHop back = new SipHop(transport, host.indexOf(':') < 0 ? host : "[" + host + "]", request.remote().getPort());
        String hostPort;
        try {
            hostPort = engine.sentBy(back);
        } catch (IOException e) {
            LOG.debug("No way back to {}: {}", back, e.getMessage());
            hostPort = request.point().host() + ":" + request.point().port();
        }
        boolean secure = request.requestUri().regionMatches(true, 0, "sips:", 0, 5);
        return List.of(new SipField("Contact", SipRequestDraft.contact(transport, hostPort, secure, "")), ALLOW, SUPPORTED);
    }
}
