package org.mailiwf.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client with one address that does the same bad thing over and over, until it is killed. Arguments: what ({@link Abuse#label}), how
 * many times a second, its address, the SMTP port. Prints {@code RUNNING}, then every second how often it tried and how often the
 * server ended the connection.
 */
public final class AbusiveClient {

    private static final int THREADS = 200;
    private static final long DRIP_MILLIS = 100;

    private final Abuse abuse;
    private final Pace pace;
    private final InetAddress address;
    private final int port;
    private final AtomicLong tried = new AtomicLong();
    private final AtomicLong cutOff = new AtomicLong();

    private AbusiveClient(Abuse abuse, int rate, InetAddress address, int port) {
        this.abuse = abuse;
        this.pace = new Pace(rate);
        this.address = address;
        this.port = port;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AbusiveClient client = new AbusiveClient(Abuse.of(args[0]), Integer.parseInt(args[1]), InetAddress.getByName(args[2]),
            Integer.parseInt(args[3]));
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(client::goOn);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("RUNNING");
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            System.out.println("tried=" + client.tried + " cut-off=" + client.cutOff);
        }
    }

    private void goOn() {
        try {
            while (true) {
                pace.await();
                tried.incrementAndGet();
                try (SmtpConnection connection = new SmtpConnection(address, port)) {
                    once(connection);
                } catch (IOException cut) {
                    // that the server cuts it off is what a client of this kind is used to
                }
                cutOff.incrementAndGet();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void once(SmtpConnection connection) throws IOException, InterruptedException {
        switch (abuse) {
            case CONNECTIONS -> awaitEnd(connection);
            case SLOW_DATA -> drip(connection);
            case UNKNOWN_RECIPIENTS -> tryAddresses(connection);
            case EARLY_TALKER -> {
                connection.say(SmtpConnection.octets("EHLO early.example\r\nMAIL FROM:<early@client.example>\r\n"));
                awaitEnd(connection);
            }
        }
    }

    private static void awaitEnd(SmtpConnection connection) throws IOException {
        while (true) {
            try {
                if (connection.reply() < 0) {
                    return;
                }
            } catch (SocketTimeoutException stillThere) {
                // it keeps the connection as long as it may
            }
        }
    }

    private static void drip(SmtpConnection connection) throws IOException, InterruptedException {
        connection.begin();
        connection.command("MAIL FROM:<slow@client.example>", 250);
        connection.command("RCPT TO:<slow@bench.example>", 250);
        connection.command("DATA", 354);
        while (true) {
            connection.say(new byte[] {'x'});
            TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
        }
    }

    private void tryAddresses(SmtpConnection connection) throws IOException, InterruptedException {
        connection.begin();
        connection.command("MAIL FROM:<curious@client.example>", 250);
        while (connection.command("RCPT TO:<nobody" + tried.get() + "@elsewhere.example>") == 550) {
            pace.await();
            tried.incrementAndGet();
        }
    }
}
