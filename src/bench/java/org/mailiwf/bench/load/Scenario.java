package org.mailiwf.bench.load;

import java.io.IOException;
import java.util.Locale;

import org.mailiwf.bench.Ports;

/** What the gateway is put through. */
enum Scenario {
    SESSIONS {
        @Override
        Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException {
            return new ManySessions(options, ports).run();
        }
    },
    IDLE {
        @Override
        Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException {
            return new IdleSessions(options, ports).run();
        }
    },
    ABUSE {
        @Override
        Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException {
            return new AbuseScenario(options, ports).run();
        }
    },
    MSRP {
        @Override
        Result run(LoadOptions options, Ports ports) throws InterruptedException {
            return new MsrpSessions().run();
        }
    },
    LARGE {
        @Override
        Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException {
            return new LargeMessages(options, ports).run();
        }
    },
    UNKNOWN {
        @Override
        Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException {
            return new UnknownRecipients(options, ports).run();
        }
    },
    SOAK {
        @Override
        Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException {
            return new Soak(options, ports).run();
        }
    };

    abstract Result run(LoadOptions options, Ports ports) throws IOException, InterruptedException;

    static Scenario of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
