package org.mailiwf;

import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Prints each step of a route when it is done: the time it took, its id, and what it changed. Steps that changed nothing say so. */
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
                Map<String, Object> before = values(exchange);
                long start = System.nanoTime();
                return super.process(exchange, doneSync -> {
                    if (begun) {
                        print(step, System.nanoTime() - start, before, values(exchange));
                    }
                    callback.done(doneSync);
                });
            }
        };
    }

    private void print(NamedNode step, long nanos, Map<String, Object> before, Map<String, Object> after) {
        StringBuilder changes = new StringBuilder();
        after.forEach((name, value) -> {
            if (!Objects.equals(value, before.get(name))) {
                changes.append("  ").append(name).append('=').append(value);
            }
        });
        out.printf("%8.3f ms  %-20s%s%n", nanos / 1e6, step.getId(), changes.isEmpty() ? "  -" : changes);
    }

    private static Map<String, Object> values(Exchange exchange) {
        Map<String, Object> values = new TreeMap<>(exchange.getProperties());
        values.putAll(exchange.getMessage().getHeaders());
        values.put("body", exchange.getMessage().getBody());
        return values;
    }
}
