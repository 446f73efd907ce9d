package org.mailiwf.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.mailiwf.bench.Run;

/** Sends mails of every kind in turn at a steady rate; each session ends after some of them and another begins. */
final class SoakClient {

    private static final int SESSIONS = 20;
    private static final int MAILS_A_SESSION = 25;

    private final Run run;
    private final int port;
    private final int rate;
    private final int mails;
    private final AtomicInteger reachedFarSide = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    SoakClient(Run run, int port, int rate, Duration length) {
        this.run = run;
        this.port = port;
        this.rate = rate;
        this.mails = (int) (rate * length.toSeconds());
    }

    int mails() {
        return mails;
    }

    /** How many mails must have become a MESSAGE, once {@link #send} is through. */
    int reachedFarSide() {
        return reachedFarSide.get();
    }

    /** The mails that were not replied to as they should have been. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Returns when all are sent and answered. */
    void send() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                int first = i;
                running.add(threads.submit(() -> {
                    sendEveryNth(first, start);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("soak client: " + failed.getCause(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void sendEveryNth(int first, long start) throws IOException, InterruptedException {
        SmtpConnection connection = null;
        int sent = 0;
        SoakMail[] kinds = SoakMail.values();
        try {
            for (int mail = first; mail < mails; mail += SESSIONS) {
                TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(mail) / rate - System.nanoTime());
                if (connection == null) {
                    connection = new SmtpConnection(port);
                    connection.begin();
                }
                boolean over = send(connection, kinds[mail % kinds.length], mail);
                if (!over && ++sent % MAILS_A_SESSION == 0) {
                    connection.command("QUIT", 221);
                    over = true;
                }
                if (over) {
                    connection.close();
                    connection = null;
                }
            }
        } finally {
            if (connection != null) {
                connection.close();
            }
        }
    }

    /** @return true if the connection is of no more use */
    private boolean send(SmtpConnection connection, SoakMail mail, int number) throws IOException {
        connection.command("MAIL FROM:<" + Run.SENDER + ">", 250);
        int code = connection.command("RCPT TO:<" + mail.recipient(number, run) + ">");
        if (code == 250) {
            connection.command("DATA", 354);
            if (mail == SoakMail.BROKEN_OFF) {
                connection.say(Arrays.copyOf(mail.octets(), mail.octets().length / 2));
                return true;
            }
            connection.say(mail.octets());
            code = connection.reply();
        } else {
            connection.command("RSET", 250);
        }
        if (!mail.isAnswered(code)) {
            wrong.add(mail + " was answered " + code);
        }
        reachedFarSide.addAndGet(mail.reachesFarSide() ? 1 : 0);
        return mail == SoakMail.BARE_LINE_FEED;
    }
}
