package org.mailiwf;

import java.io.PrintStream;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Prints each step of a route when it is done: the route, the step, what the body is then, and the time it took. */
final class StepTrace implements InterceptStrategy {

    private final PrintStream out;
    private volatile boolean begun;

    StepTrace(PrintStream out) {
        this.out = out;
    }

    /** Steps from now on are printed. */
    void begin() {
        begun = true;
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                long start = System.nanoTime();
                return super.process(exchange, doneSync -> {
                    if (begun) {
                        print(step, exchange, System.nanoTime() - start);
                    }
                    callback.done(doneSync);
                });
            }
        };
    }

    private void print(NamedNode step, Exchange exchange, long nanos) {
        out.printf("%8.3f ms  %s/%s  %s  -> %s%n", nanos / 1e6, step.getParentId(), step.getId(), step.getLabel(),
                exchange.getMessage().getBody(String.class));
    }
}
