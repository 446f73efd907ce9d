package org.mailiwf.bench.floor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One MESSAGE out, its final response in, found by the branch of the Via, and nothing else: no transaction, no timer, no retransmission,
 * no parser. What is left when everything that makes a SIP stack is taken away.
 */
abstract class RawSip {

    static final int NO_ANSWER = 408;

    private static final String BRANCH = "z9hG4bK-floor-";
    private static final int WAIT_SECONDS = 10;

    private final AtomicLong sequence = new AtomicLong(System.nanoTime());
    private final Map<Long, CompletableFuture<Integer>> waiting = new ConcurrentHashMap<>();

    /** Writes one request. */
    abstract void write(byte[] request) throws IOException;

    /** The Via's protocol and sent-by, such as {@code UDP 127.0.0.1:5060}. */
    abstract String via();

    /** Sends a MESSAGE and waits for its answer; returns the status, 408 when none comes. */
    final int send(String from, String to, String text) throws IOException {
        long id = sequence.incrementAndGet();
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            write(message(id, from, to, text));
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException noAnswer) {
            return NO_ANSWER;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            waiting.remove(id);
        }
    }

    private byte[] message(long id, String from, String to, String text) {
        return ("MESSAGE sip:" + to + " SIP/2.0\r\n"
            + "Via: SIP/2.0/" + via() + ";branch=" + BRANCH + id + "\r\n"
            + "Max-Forwards: 70\r\n"
            + "From: <sip:" + from + ">;tag=" + id + "\r\n"
            + "To: <sip:" + to + ">\r\n"
            + "Call-ID: " + id + "@floor.example\r\n"
            + "CSeq: 1 MESSAGE\r\n"
            + "Content-Type: text/plain\r\n"
            + "Content-Length: " + text.length() + "\r\n\r\n"
            + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Takes one response: everything up to its blank line. */
    final void answered(String response) {
        int status = Integer.parseInt(response, "SIP/2.0 ".length(), "SIP/2.0 200".length(), 10);
        int branch = response.indexOf(BRANCH);
        if (status < 200 || branch < 0) {
            return;
        }
        int start = branch + BRANCH.length();
        int end = start;
        while (end < response.length() && Character.isDigit(response.charAt(end))) {
            end++;
        }
        CompletableFuture<Integer> answer = waiting.get(Long.parseLong(response, start, end, 10));
        if (answer != null) {
            answer.complete(status);
        }
    }
}
