package org.mailiwf.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends mails at a fixed rate over persistent connections, and measures from the final dot to the reply.
 *
 * <p>The schedule does not wait for the server: mail {@code n} is due {@code n / rate} seconds after the start. A mail whose connection
 * was still busy when it was due counts from then, so that one slow answer shows in all the mails that it held up (otherwise the client
 * would send less while the server is slow, and measure only its good moments: coordinated omission).
 */
public final class PacedClient {

    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String LINE = "x".repeat(78) + "\r\n";

    private final int sessions;
    private final int rate;

    public PacedClient(int sessions, int rate) {
        this.sessions = sessions;
        this.rate = rate;
    }

    /** Sends the mails and returns the latency of each in nanoseconds. */
    public long[] send(Run run, int mails, int port) throws IOException, InterruptedException {
        long[] latencies = new long[mails];
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        try {
            long start = System.nanoTime() + LEAD_NANOS;
            List<Future<?>> running = new ArrayList<>();
            for (int session = 0; session < sessions; session++) {
                int first = session;
                running.add(threads.submit(() -> {
                    sendEveryNth(run, first, port, start, latencies);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return latencies;
        } catch (ExecutionException failed) {
            throw new IOException("paced client: " + failed.getCause().getMessage(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void sendEveryNth(Run run, int first, int port, long start, long[] latencies) throws IOException {
        try (Session session = new Session(port)) {
            for (int mail = first; mail < latencies.length; mail += sessions) {
                session.begin((mail + 1) + run.recipient());
                long due = start + TimeUnit.SECONDS.toNanos(mail) / rate;
                boolean inTime = awaitUntil(due);
                long from = inTime ? System.nanoTime() : due;
                session.finish();
                latencies[mail] = System.nanoTime() - from;
            }
        }
    }

    /** Waits until the time has come; false when it had already passed. */
    private static boolean awaitUntil(long due) {
        if (System.nanoTime() - due > 0) {
            return false;
        }
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return true;
    }

    /** One SMTP connection. */
    private static final class Session implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;
        private final byte[] mail;

        Session(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
            mail = octets("From: <" + Run.SENDER + ">\r\nSubject: paced\r\n\r\n" + LINE.repeat(SmtpSource.MAIL_OCTETS / LINE.length()) + ".\r\n");
            expect("220");
            command("HELO client.example", "250");
        }

        /** Everything up to the permission to send the mail. */
        void begin(String recipient) throws IOException {
            command("MAIL FROM:<" + Run.SENDER + ">", "250");
            command("RCPT TO:<" + recipient + ">", "250");
            command("DATA", "354");
        }

        /** The mail with its final dot, and the reply. */
        void finish() throws IOException {
            out.write(mail);
            expect("250");
        }

        private void command(String line, String code) throws IOException {
            out.write(octets(line + "\r\n"));
            expect(code);
        }

        private void expect(String code) throws IOException {
            String line;
            do {
                line = in.readLine();
            } while (line != null && line.startsWith(code + "-"));
            if (line == null || !line.startsWith(code)) {
                throw new IOException("expected " + code + ", not " + line);
            }
        }

        private static byte[] octets(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
