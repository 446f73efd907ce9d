package org.mailiwf.peer;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SIPp as a user agent server on the loopback address, with a scenario of {@code src/test/resources/sipp}. */
public final class Sipp implements AutoCloseable {

    private static final Path SCENARIOS = Path.of("src", "test", "resources", "sipp");
    private static final Pattern RECEIVED = Pattern.compile("^(?:UDP|TCP) message received \\[(\\d+)] bytes :\n\n", Pattern.MULTILINE);

    private final String scenario;
    private final String transport;
    private final int port;
    private final Path messages;
    private final Path output;
    private final Process process;

    private Sipp(String scenario, String transport, int port, List<String> options) {
        this.scenario = scenario;
        this.transport = transport;
        this.port = port;
        this.messages = Program.workFile("sipp-" + scenario, ".messages");
        this.output = Program.workFile("sipp-" + scenario, ".out");
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", SCENARIOS.resolve(scenario + ".xml").toString(),
                "-i", "127.0.0.1", "-bind_local", "-p", Integer.toString(port), "-t", transport.equals("udp") ? "u1" : "t1",
                "-nostdin", "-trace_msg", "-message_file", messages.toString()));
        command.addAll(options);
        this.process = Program.start(command, output);
    }

    /**
     * Starts SIPp and returns once it can be reached.
     *
     * @param scenario  the name of the scenario file without its ending
     * @param transport {@code udp} or {@code tcp}
     * @param options   further options of SIPp
     */
    public static Sipp start(String scenario, String transport, String... options) {
        return start(new Sipp(scenario, transport, Loopback.freePort(), List.of(options)));
    }

    /** Starts one more SIPp, with the same scenario on the same port of the other transport. */
    public Sipp startOnOtherTransport() {
        return start(new Sipp(scenario, transport.equals("udp") ? "tcp" : "udp", port, List.of()));
    }

    /**
     * Runs SIPp as a user agent client to its end.
     *
     * @param scenario  the name of the scenario file without its ending
     * @param transport {@code udp} or {@code tcp}
     * @param port      of the loopback address, to call
     * @param options   further options of SIPp
     * @return          its exit code: 0 if all calls went as the scenario has it, 1 if one did not
     */
    public static int call(String scenario, String transport, int port, String... options) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", SCENARIOS.resolve(scenario + ".xml").toString(), "127.0.0.1:" + port,
                "-i", "127.0.0.1", "-p", Integer.toString(Loopback.freePort()), "-t", transport.equals("udp") ? "u1" : "t1", "-nostdin"));
        command.addAll(List.of(options));
        Process process = Program.start(command, Program.workFile("sipp-" + scenario, ".out"));
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("SIPp does not end");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static Sipp start(Sipp sipp) {
        try {
            await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(20)).until(sipp::isUpOrDead);
            if (!sipp.process.isAlive()) {
                throw new AssertionError("SIPp ended at once: " + Program.read(sipp.output));
            }
            return sipp;
        } catch (RuntimeException | Error e) {
            sipp.close();
            throw e;
        }
    }

    private boolean isUpOrDead() {
        return Loopback.isBound(transport, port) || !process.isAlive();
    }

    /** The SIP URI of this user agent, as a value of {@code iwf.sip.next-hop}. */
    public String uri() {
        return "sip:127.0.0.1:%d;transport=%s".formatted(port, transport);
    }

    /** The port of the loopback address that this user agent is bound to. */
    public int port() {
        return port;
    }

    /** Every request received so far, retransmissions included, in order of arrival. */
    public List<SipMessage> received() {
        String log = Program.read(messages);
        List<SipMessage> requests = new ArrayList<>();
        Matcher matcher = RECEIVED.matcher(log);
        int from = 0;
        while (matcher.find(from)) {
            int end = matcher.end() + Integer.parseInt(matcher.group(1));
            if (end > log.length()) {
                return requests;
            }
            requests.add(SipMessage.parse(log.substring(matcher.end(), end).getBytes(StandardCharsets.ISO_8859_1)));
            from = end;
        }
        return requests;
    }

    /** The requests whose Request-URI has this user part. */
    public List<SipMessage> receivedFor(String user) {
        return received().stream().filter(request -> request.user().equals(user)).toList();
    }

    /** Kills this SIPp, and no other. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
