package org.mailiwf.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sessions that ask for recipients whom nobody knows, each for another one, so many a second, until they are closed. */
final class Strangers implements AutoCloseable {

    private static final int SESSIONS = 4;
    /** In one write, with the MAIL before them and the RSET behind them. */
    private static final int AT_ONCE = 50;
    private static final AtomicLong NAMES = new AtomicLong();

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private final Pace pace;
    private final int port;
    private final String domain;
    private volatile IOException failed;

    private Strangers(int port, String domain, int rate) {
        this.port = port;
        this.domain = domain;
        this.pace = new Pace(Math.max(1, rate / AT_ONCE));
    }

    static Strangers start(int port, String domain, int rate) {
        Strangers strangers = new Strangers(port, domain, rate);
        for (int i = 0; i < SESSIONS; i++) {
            Thread thread = new Thread(strangers::ask, "stranger");
            thread.setDaemon(true);
            thread.start();
            strangers.threads.add(thread);
        }
        return strangers;
    }

    /** How many were refused so far. @throws IOException if one was not, or a connection was lost */
    long refused() throws IOException {
        if (failed != null) {
            throw failed;
        }
        return refused.get();
    }

    private void ask() {
        try (SmtpConnection connection = new SmtpConnection(port)) {
            connection.begin();
            while (!Thread.currentThread().isInterrupted()) {
                pace.await();
                StringBuilder commands = new StringBuilder("MAIL FROM:<curious@client.example>\r\n");
                for (int i = 0; i < AT_ONCE; i++) {
                    commands.append("RCPT TO:<nobody").append(NAMES.incrementAndGet()).append('@').append(domain).append(">\r\n");
                }
                connection.say(SmtpConnection.octets(commands + "RSET\r\n"));
                expect(250, connection);
                for (int i = 0; i < AT_ONCE; i++) {
                    expect(550, connection);
                }
                expect(250, connection);
                refused.addAndGet(AT_ONCE);
            }
        } catch (IOException e) {
            failed = e;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void expect(int code, SmtpConnection connection) throws IOException {
        int reply = connection.reply();
        if (reply != code) {
            throw new IOException("expected " + code + ", not " + reply);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread each : threads) {
            try {
                each.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
