package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.mailiwf.bench.Child;
import org.mailiwf.bench.GatewayCommand;
import org.mailiwf.bench.Ports;
import org.mailiwf.bench.floor.FloorServer;

/** The programs beside the gateway, each in a JVM of its own: the far side of large messages, and the sink that is floor 1. */
final class LargeFarSide implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /** The delimiter behind the attachment, with its line ends. */
    private static final int MAX_TAIL = 64;

    private final Child process;
    private final int port;

    private LargeFarSide(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** {@link LargeSink}. */
    static LargeFarSide start(String name, Path directory, Ports ports) throws IOException, InterruptedException {
        int port = ports.free();
        return start(name, directory, port, LargeSink.class, Integer.toString(port));
    }

    /** Floor 1: SubEthaSMTP reads each mail and forgets it. */
    static LargeFarSide floor(Path directory, Ports ports) throws IOException, InterruptedException {
        int port = ports.free();
        return start("large-floor", directory, port, FloorServer.class, Integer.toString(port), "sink");
    }

    private static LargeFarSide start(String name, Path directory, int port, Class<?> main, String... arguments)
        throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(GatewayCommand.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Child process = Child.start(name, directory, command);
        try {
            process.await("READY", START_LIMIT, () -> process.hasPrintedLine("READY"));
        } catch (IllegalStateException notReady) {
            process.close();
            throw notReady;
        }
        return new LargeFarSide(process, port);
    }

    int port() {
        return port;
    }

    Child process() {
        return process;
    }

    /**
     * What is wrong with the messages that have come: each recipient must have got one, with the attachment of the mail. The answer to the
     * last chunk came behind the line for the message, and so the line is there when the mail has its reply.
     */
    List<String> faults(LargeMail mail, List<String> recipients) {
        return faults(process.lines("MESSAGE "), mail, recipients);
    }

    static List<String> faults(List<String> messages, LargeMail mail, List<String> recipients) {
        Set<String> awaited = new HashSet<>(recipients);
        List<String> faults = new ArrayList<>();
        long sum = mail.attachmentSum();
        for (String line : messages) {
            String[] words = line.split(" ");
            String recipient = words[1].substring("sip:".length());
            long tail = Long.parseLong(words[2]) - mail.attachmentOctets();
            if (!recipients.contains(recipient)) {
                continue;
            }
            if (!awaited.remove(recipient)) {
                faults.add("sent twice: " + recipient);
            }
            if (tail < 0 || tail > MAX_TAIL || Long.parseLong(words[3]) != sum) {
                faults.add("not as it was sent: " + line);
            }
        }
        awaited.forEach(lost -> faults.add("lost: " + lost));
        return faults;
    }

    @Override
    public void close() {
        process.close();
    }
}
