package org.mailiwf.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.ReadFrames;
import org.mailiwf.msrp.sdp.ConnectionAddress;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.sdp.MsrpMedia;
import org.mailiwf.msrp.sdp.SdpException;
import org.mailiwf.msrp.sdp.Setup;
import org.mailiwf.peer.ScriptedMsrpPeer;
import org.mailiwf.sip.IncomingCall;
import org.mailiwf.sip.SipComponent;

/** A far side that answers every INVITE with 200, and then does over MSRP what a test says. */
final class MsrpFarSide implements AutoCloseable {

    /** What is done in the session of the n-th INVITE, from 1. */
    interface Script {
        void play(ScriptedMsrpPeer peer, IncomingCall call, int invite) throws IOException;
    }

    /** A message that has come with its last chunk. */
    record Message(String contentType, String content) {
    }

    private final CamelContext context = new DefaultCamelContext();
    private final SipComponent sip = new SipComponent();
    private final List<CompletableFuture<Void>> sessions = new CopyOnWriteArrayList<>();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile List<String> acceptTypes;
    private volatile List<String> acceptWrappedTypes;
    private volatile long maxSize;
    private volatile Script script;

    static MsrpFarSide start() throws Exception {
        MsrpFarSide farSide = new MsrpFarSide();
        farSide.sip.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
        farSide.context.addComponent("sip", farSide.sip);
        farSide.context.start();
        farSide.sip.takeCalls("", farSide::take);
        return farSide;
    }

    /** Its SIP URI, as a value of {@code iwf.sip.next-hop}. */
    String uri() {
        int port = sip.listeningPoints().stream().filter(point -> point.transport().equals("tcp")).findFirst().orElseThrow().port();
        return "sip:127.0.0.1:" + port + ";transport=tcp";
    }

    /** Forgets what was, and does this from now on; everything is accepted. */
    MsrpFarSide plays(Script next) {
        sessions.clear();
        messages.clear();
        acceptTypes = List.of("*");
        acceptWrappedTypes = List.of("*");
        maxSize = MsrpMedia.UNLIMITED;
        script = next;
        return this;
    }

    /** Takes every message. */
    MsrpFarSide takes() {
        return plays((peer, call, invite) -> takeWhole(peer));
    }

    /**
     * What the SDP of its answers names.
     *
     * @param types        separated by spaces
     * @param wrappedTypes as well; {@code null}: none
     */
    MsrpFarSide accepting(String types, String wrappedTypes) {
        acceptTypes = List.of(types.split(" "));
        acceptWrappedTypes = wrappedTypes == null ? List.of() : List.of(wrappedTypes.split(" "));
        return this;
    }

    MsrpFarSide withMaxSize(long octets) {
        maxSize = octets;
        return this;
    }

    /** How many INVITEs have come; fails if a script has failed, or has not come to its end. */
    int invites() throws Exception {
        for (CompletableFuture<Void> session : sessions) {
            session.get(15, TimeUnit.SECONDS);
        }
        return sessions.size();
    }

    /** Those that came with their last chunk, whether they were acknowledged or not. */
    List<Message> messages() {
        return messages;
    }

    private void take(IncomingCall call) {
        Script now = script;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        sessions.add(ended);
        int invite = sessions.size();
        Thread thread = new Thread(() -> {
            try (ScriptedMsrpPeer peer = new ScriptedMsrpPeer()) {
                answer(call, peer);
                now.play(peer, call, invite);
                ended.complete(null);
            } catch (IOException | SdpException | RuntimeException | AssertionError e) {
                ended.completeExceptionally(e);
            }
        }, "far-side");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(IncomingCall call, ScriptedMsrpPeer peer) throws SdpException {
        MsrpMedia media = MsrpMedia.of(peer.path(), acceptTypes, ConnectionAddress.of("127.0.0.1"))
                .withAcceptWrappedTypes(acceptWrappedTypes).withMaxSize(maxSize)
                .withSetup(Setup.PASSIVE).withPort(peer.path().first().portOrDefault()).withCema(true);
        call.accept(MsrpDescription.parse(call.request().body()).answer(1, media).encode(), "application/sdp");
    }

    /** Reads to the end of the connection, answering each chunk with 200. */
    void takeWhole(ScriptedMsrpPeer peer) throws IOException {
        ReadFrames.Frame last = untilLastChunk(peer.accept());
        peer.answer(last, MsrpStatus.OK);
        note(peer.rest());
    }

    /** Answers each chunk but the last with 200. @return the last */
    ReadFrames.Frame untilLastChunk(ScriptedMsrpPeer peer) throws IOException {
        List<ReadFrames.Frame> chunks = new ArrayList<>();
        ReadFrames.Frame chunk = peer.next();
        for (; chunk.continuation() == Continuation.MORE; chunk = peer.next()) {
            chunks.add(chunk);
            peer.answer(chunk, MsrpStatus.OK);
        }
        chunks.add(chunk);
        note(chunks);
        return chunk;
    }

    /** Reads what comes until the connection ends, which the other side must do. */
    void drain(ScriptedMsrpPeer peer) throws IOException {
        note(peer.rest());
    }

    private void note(List<ReadFrames.Frame> chunks) {
        if (!chunks.isEmpty() && chunks.get(chunks.size() - 1).continuation() == Continuation.END) {
            StringBuilder content = new StringBuilder();
            chunks.forEach(chunk -> content.append(new String(chunk.body(), StandardCharsets.ISO_8859_1)));
            messages.add(new Message(chunks.get(0).head().value(MsrpHead.CONTENT_TYPE), content.toString()));
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
