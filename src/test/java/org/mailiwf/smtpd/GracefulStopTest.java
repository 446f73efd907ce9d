package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GracefulStopTest extends SmtpdTestSupport {

    private static final String SHUTTING_DOWN = "421 4.3.2 Service shutting down";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private void slowly(Exchange exchange) throws InterruptedException {
        entered.countDown();
        go.await(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> stopInBackground() {
        return CompletableFuture.runAsync(context::stop);
    }

    @Test
    void idleClientIsToldAndClosedAtOnce() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = ehlo();
        long start = System.nanoTime();
        context.stop();
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        client.expect(SHUTTING_DOWN).expectEnd();
    }

    @Test
    void mailInFlightGetsItsTrueReplyAndThenTheSessionEnds() throws Exception {
        serve("", this::slowly);
        int port = port();
        SmtpDialogue client = envelope();
        client.data("x");
        entered.await();
        SmtpDialogue idle = ehlo();
        CompletableFuture<Void> stop = stopInBackground();
        idle.expect(SHUTTING_DOWN).expectEnd();
        try (SmtpDialogue late = new SmtpDialogue(port)) {
            late.expect(SHUTTING_DOWN).expectEnd();
        }
        assertThat(stop).isNotDone();
        go.countDown();
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect(SHUTTING_DOWN).expectEnd();
        stop.get();
        assertThatThrownBy(() -> new SmtpDialogue(port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void mailThatIsStillComingInIsTaken() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue idle = ehlo();
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send("half");
        CompletableFuture<Void> stop = stopInBackground();
        idle.expect(SHUTTING_DOWN);
        client.send("whole", ".");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect(SHUTTING_DOWN).expectEnd();
        stop.get();
    }

    @Test
    void commandsAfterTheOneInProgressAreRefused() throws Exception {
        serve("onRcpt=direct:rcpt", exchange -> { }, exchange -> { }, this::slowly);
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.send("RCPT TO:<bob@op.example>", "DATA");
        entered.await();
        SmtpDialogue idle = ehlo();
        CompletableFuture<Void> stop = stopInBackground();
        idle.expect(SHUTTING_DOWN);
        go.countDown();
        client.expect("250 2.1.5 Recipient ok", SHUTTING_DOWN).expectEnd();
        stop.get();
    }

    @Test
    void stopDoesNotWaitLongerThanCamelsTimeout() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        serve("", this::slowly);
        SmtpDialogue client = envelope();
        client.data("x");
        entered.await();
        long start = System.nanoTime();
        context.stop();
        assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
        client.expectEnd();
    }

    @Test
    void suspendedRouteTurnsClientsAwayUntilItIsResumed() throws Exception {
        serve("", exchange -> { });
        context.getRouteController().suspendRoute(ROUTE);
        try (SmtpDialogue client = new SmtpDialogue(port())) {
            client.expect(SHUTTING_DOWN).expectEnd();
        }
        context.getRouteController().resumeRoute(ROUTE);
        assertThat(envelope().data("x").reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void routeCanBeStartedAgain() throws Exception {
        serve("", exchange -> { });
        context.getRouteController().stopRoute(ROUTE);
        assertThat(component().getBoundAddresses()).isEmpty();
        context.getRouteController().startRoute(ROUTE);
        assertThat(component().getBoundAddresses()).hasSize(1);
        assertThat(envelope().data("x").reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void consumerStoppedByItselfWaitsForTheMailInFlight() throws Exception {
        serve("", this::slowly);
        SmtpDialogue client = envelope();
        client.data("x");
        entered.await();
        SmtpDialogue idle = ehlo();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> context.getRoute(ROUTE).getConsumer().stop());
        idle.expect(SHUTTING_DOWN);
        go.countDown();
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        stop.get();
    }
}
