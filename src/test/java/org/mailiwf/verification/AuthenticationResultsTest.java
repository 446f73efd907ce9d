package org.mailiwf.verification;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.verification.dkim.DkimResult;
import org.mailiwf.verification.dmarc.DmarcAnswer;
import org.mailiwf.verification.dmarc.DmarcPolicy;
import org.mailiwf.verification.spf.SpfAnswer;
import org.mailiwf.verification.spf.SpfResult;

import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationResultsTest {

    private static final String OURS = "iwf.op.example";

    @Test
    void theValueIsThatOfRfc8601() {
        assertThat(AuthenticationResults.value(OURS, new SpfAnswer(SpfResult.PASS, "corp.example", false, ""),
                List.of(new DkimResult(DkimResult.Outcome.PASS, "corp.example", "s1", "rsa-sha256", ""),
                        new DkimResult(DkimResult.Outcome.POLICY, "list.example", "s2", "rsa-sha256", "key of 512 bits")),
                List.of(new DmarcAnswer(DmarcAnswer.Result.PASS, "corp.example", DmarcPolicy.REJECT, true))))
                .isEqualTo("iwf.op.example; spf=pass smtp.mailfrom=corp.example; dkim=pass header.d=corp.example header.s=s1 header.a=rsa-sha256;"
                        + " dkim=policy reason=\"key of 512 bits\" header.d=list.example header.s=s2 header.a=rsa-sha256;"
                        + " dmarc=pass (p=reject) header.from=corp.example");
        assertThat(AuthenticationResults.value(OURS, new SpfAnswer(SpfResult.PERMERROR, "mail.example", true, "more than one record"),
                List.of(),
                List.of(DmarcAnswer.withoutDomain())))
                .isEqualTo("iwf.op.example; spf=permerror reason=\"more than one record\" smtp.helo=mail.example; dkim=none; dmarc=permerror");
        assertThat(AuthenticationResults.value(OURS, new SpfAnswer(SpfResult.NONE, "", true, ""), List.of(),
                List.of(new DmarcAnswer(DmarcAnswer.Result.NONE, "corp.example", null, false))))
                .isEqualTo("iwf.op.example; spf=none; dkim=none; dmarc=none header.from=corp.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "iwf.op.example; spf=pass", "IWF.OP.Example; none", "iwf.op.example 1; spf=pass", "iwf.op.example",
        " (a comment) iwf.op.example (b) ; x",
        "\"iwf.op.example\"; x", "\"iwf\\.op.example\"; x", "(a (nested \\) one)) iwf.op.example;x", "iwf.op.example(c);x",
        // what cannot be told
        "", "; spf=pass", "(no end iwf.op.example; x", "\"no end; x", "iwf.op.example spf=pass", "a b; x", "<iwf.op.example>; x"
    })
    void aFieldThatMayBeReadAsOursIs(String value) {
        assertThat(AuthenticationResults.isOurs(value, OURS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.example; spf=pass", "mx.iwf.op.example; x", "iwf.op.example.evil.example; x",
            "(iwf.op.example) mx.example 1; x", "\"mx example\"; x"})
    void aFieldOfSomebodyElseIsNot(String value) {
        assertThat(AuthenticationResults.isOurs(value, OURS)).isFalse();
    }

    @Test
    void onAMessageOnlyThoseOfOthersStayBehindOurs() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        Message message = exchange.getMessage();
        message.setHeader("Authentication-Results", new ArrayList<>(List.of("iwf.op.example; dmarc=pass", "mx.example; spf=fail",
                "IWF.op.example; x")));
        ForeignResults results = new ForeignResults();
        results.setAuthservId("IWF.op.example");

        results.process(exchange);
        assertThat(message.getHeader("Authentication-Results")).isEqualTo("mx.example; spf=fail");
        ForeignResults.add(message, OURS, "iwf.op.example; spf=none");
        assertThat(message.getHeader("Authentication-Results")).isEqualTo(List.of("iwf.op.example; spf=none", "mx.example; spf=fail"));

        message.setHeader("Authentication-Results", "iwf.op.example; dmarc=pass");
        results.process(exchange);
        assertThat(message.getHeaders()).isEmpty();
    }
}
