package org.mailiwf.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.mailiwf.msrp.sdp.ConnectionAddress;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.sdp.MsrpMedia;
import org.mailiwf.msrp.sdp.SdpException;
import org.mailiwf.msrp.sdp.Setup;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpListen;
import org.mailiwf.msrp.transport.MsrpRemote;
import org.mailiwf.msrp.transport.MsrpSession;
import org.mailiwf.msrp.transport.MsrpSettings;
import org.mailiwf.sip.IncomingCall;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipResponse;

/**
 * The far side of large messages, a program of its own: answers each INVITE with 200, takes the message, sums its attachment up and forgets
 * it. Writes a line for each message that is complete: {@code MESSAGE Request-URI octets checksum}, octets from the beginning of
 * the attachment to the end of the message, the checksum that of the attachment.
 *
 * <p>Argument: the SIP port on 127.0.0.1. Prints a line beginning with {@code READY} when it listens, and runs until it is killed.
 */
public final class LargeSink {

    private static final String LOOPBACK = "127.0.0.1";
    private static final MsrpSettings SETTINGS = MsrpSettings.DEFAULTS;

    private final MsrpEndpoint transport;

    private LargeSink(MsrpEndpoint transport) {
        this.transport = transport;
    }

    public static void main(String[] args) throws Exception {
        CamelContext context = new DefaultCamelContext();
        SipComponent sip = new SipComponent();
        sip.setListen("udp:" + LOOPBACK + ":" + args[0] + ",tcp:" + LOOPBACK + ":" + args[0]);
        context.addComponent("sip", sip);
        context.start();
        LargeSink sink = new LargeSink(MsrpEndpoint.start(MsrpListen.parse("tcp:" + LOOPBACK + ":0"), SETTINGS, null));
        sip.takeCalls("", sink::take);
        System.out.println("READY sip=" + LOOPBACK + ":" + args[0]);
        Thread.currentThread().join();
    }

    private void take(IncomingCall call) {
        String uri = call.request().requestUri();
        try {
            MsrpDescription offer = MsrpDescription.parse(call.request().body());
            MsrpSession session = transport.newSession(false, LOOPBACK, message -> new LargeSinkMessage(uri, System.out::println));
            call.ended().thenRun(session::close);
            session.start(MsrpRemote.of(offer.media().path(), false));
            MsrpMedia answer = MsrpMedia.of(session.localPath(), List.of("*"), ConnectionAddress.of(LOOPBACK))
                .withSetup(Setup.PASSIVE).withPort(session.localPath().first().portOrDefault()).withCema(true);
            call.accept(offer.answer(1, answer).encode(), "application/sdp");
        } catch (SdpException e) {
            call.refuse(new SipResponse(488, e.getMessage(), List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
