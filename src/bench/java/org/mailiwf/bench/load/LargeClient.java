package org.mailiwf.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.mailiwf.bench.Run;

/** Sends the same large mail to many recipients, one after the other on each of its connections. */
final class LargeClient {

    private final LargeMail mail;
    private final List<String> recipients;
    private final List<String> refused = new ArrayList<>();

    /** @param run sets the recipients apart from those of other runs */
    LargeClient(LargeMail mail, int mails, Run run) {
        this.mail = mail;
        List<String> all = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            all.add("large-" + mail.attachmentOctets() + "-" + i + "-" + run.recipient());
        }
        this.recipients = List.copyOf(all);
    }

    List<String> recipients() {
        return recipients;
    }

    /** What was answered with another code than 250. */
    List<String> refused() {
        return refused;
    }

    /** @return how long it took until the last mail had its reply */
    Duration send(int connections, int port) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        Queue<String> next = new ConcurrentLinkedQueue<>(recipients);
        long started = System.nanoTime();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> {
                    send(next, port);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("large mails: " + failed.getCause(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void send(Queue<String> next, int port) throws IOException {
        try (SmtpConnection connection = new SmtpConnection(port)) {
            connection.begin();
            for (String recipient = next.poll(); recipient != null; recipient = next.poll()) {
                int code = mail.send(connection, recipient);
                if (code != 250) {
                    synchronized (refused) {
                        refused.add(recipient + " was answered " + code);
                    }
                }
            }
        }
    }
}
