package org.mailiwf.sip;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Sends INVITEs with the options of one caller, through the stack of a {@code sip} component. Thread-safe. */
public final class SipCaller {

    private final SipComponent component;
    private final SipCallOptions options;
    private final SipRequestBuilder builder;
    private final List<NextHop> nextHops;
    private final HopResolver resolver;

    /**
     * @throws Exception if the engine of the component does not run and cannot be started
     */
    SipCaller(SipComponent component, SipCallOptions options) throws Exception {
        this.component = component;
        this.options = options;
        component.startEngine();
        nextHops = NextHop.parseList(options.nextHop(), options.secure());
        nextHops.forEach(each -> component.trust(each.hop()));
        builder = new SipRequestBuilder(new SipIds(), options.maxForwards(), component.getUserAgent(), options.secure());
        resolver = component.hopResolver();
    }

    /**
     * Sends an INVITE with the header fields that an exchange asks for, as the {@code sip} producer does.
     *
     * @param  body                     what is offered
     * @param  contentType              of the body
     * @param  contact                  the parameters of our Contact, each with its semicolon; unless the exchange gives a Contact
     * @param  timeout                  when it is taken back unless it has been answered, milliseconds
     * @return                          the call; it may have failed already
     * @throws IllegalArgumentException if the exchange asks for a request that cannot be written
     */
    public OutgoingCall invite(Exchange exchange, byte[] body, String contentType, String contact, long timeout) {
        Message message = exchange.getMessage();
        SipOutcomeHeaders.remove(message);
        SipRequestDraft draft = builder.draft(exchange, "INVITE", body,
                List.of(new SipField("Content-Type", contentType), SipCalls.ALLOW, SipCalls.SUPPORTED), HeaderGuard.clean(contact));
        message.setHeader(SipConstants.CALL_ID, draft.callId());
        SipCalls calls = component.calls();
        OutgoingCall call = new OutgoingCall(calls, calls.engine(), draft, contentType);
        if (!calls.add(call)) {
            call.await(CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.TRANSPORT).hopLives()), timeout);
            return call;
        }
        RequestSender attempts = call.attempts();
        HopSender sender = new HopSender(attempts, component.authentication().over(attempts), options.tcpAbove());
        HopResolution hops = new HopResolution(new HopFailover(sender, component.hopStates(), component.timerF()), resolver, transports(),
                component.worker());
        List<NextHop> given = NextHop.parseList(message.getHeader(SipConstants.NEXT_HOP, String.class), draft.secure());
        call.await(new RedirectFollower(hops, options.redirectDomains()).send(draft, given.isEmpty() ? nextHops : given,
                Deadline.in(timeout)), timeout);
        return call;
    }

    private Set<String> transports() {
        return component.listeningPoints().stream().map(SipListeningPoint::transport).collect(Collectors.toUnmodifiableSet());
    }

    /** Puts an outcome on a message, as the {@code sip} producer does. */
    public void put(SipOutcome outcome, Message message) {
        SipOutcomeHeaders.put(outcome, component.authentication().foreignRealm(outcome), message);
    }
}
