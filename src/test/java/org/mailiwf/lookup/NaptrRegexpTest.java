package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NaptrRegexpTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ' ', value = {
        "!^.*$!sip:info@op.example! sip:info@op.example", "!^\\+49(.*)$!sip:0\\1@op.example! sip:0301@op.example",
        "/^\\+(49)(30)?(.*)$/sip:\\3-\\2-\\1@x/ sip:1-30-49@x", "!^(\\+4930|\\+4931)([0-9]{1,3})$!sip:\\2@x!i sip:1@x",
        "!SIP|\\+49!sip:x@y!i sip:x@y", "!^[+][[:digit:]]+$!sip:x@y! sip:x@y", "!9(30(1))!sip:\\1.\\2@y! sip:301.1@y",
        "!^(a|b)?\\+!sip:x\\1@y! sip:x@y", "!\\!|.!sip:x@y! sip:x@y", "!^\\+49!sip:\\\\x@y! sip:\\x@y", "!^[^a-z]*$!sip:n@y! sip:n@y"
    })
    void ruleRewritesTheNumber(String rule, String result) {
        assertThat(NaptrRegexp.parse(rule).apply("+49301")).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!^\\+1!sip:x@y!", "!^49!sip:x@y!", "!^$!sip:x@y!", "![a-z]!sip:x@y!", "!2{2}!sip:x@y!"})
    void ruleThatDoesNotMatchMakesNothing(String rule) {
        assertThat(NaptrRegexp.parse(rule).apply("+49301")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "!", "!a!b", "!a!b!c!", "!a!b!x", "iaibi", "1a1b1", "!(a!b!", "!a)!b!", "![a!b!", "!*a!b!", "!a{!b!", "!a{2,1}!b!", "!a{256}!b!",
        "!\\d!b!", "!(?=a)!b!", "![[:nothing:]]!b!", "![b-a]!c!", "!(((a{255}){255}){255}){255}!b!", "!!b!"
    })
    void whatIsNoRuleIsRefused(String rule) {
        assertThatIllegalArgumentException().isThrownBy(() -> NaptrRegexp.parse(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "!^(((4|9|3|0|1|\\+)*)*)*x$!b!", "!^(.*)*(.*)*(.*)*(.*)*x$!b!", "!((^)*)*x!b!", "!(^){255}x!b!", "!(((((a?){9}){9}){9})*)*x!b!",
        "!(.?.?.?.?.?.?.?.?.?.?.?.?.?.?.?.?){9}x!b!"
    })
    void anExpressionThatWouldRunForEverDoesNot(String rule) {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertThat(NaptrRegexp.parse(rule).apply("+493014930149301")).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a|bc", "(a|b)*c", "a+b?", "[a-c]+", "(ab|a)(c|bcd)?", "^a.c$", "b{2,3}", "(a*)(b*)", "x*", "(a(b)?)+", "a|ab|abc"})
    void wholeMatchIsTheLongestOfTheLeftmost(String expression) {
        for (String text : new String[] {"", "a", "abc", "aabbcc", "bbb", "cab", "abcd", "xab", "ccc"}) {
            String[] groups = PosixExpression.parse(expression, false).match(text);
            assertThat(groups == null ? null : groups[0]).as("%s in %s", expression, text).isEqualTo(longestOfLeftmost(expression, text));
        }
    }

    private static String longestOfLeftmost(String expression, String text) {
        for (int start = 0; start <= text.length(); start++) {
            for (int end = text.length(); end >= start; end--) {
                Matcher matcher = Pattern.compile(expression).matcher(text).useAnchoringBounds(false).region(start, end);
                if (matcher.matches()) {
                    return text.substring(start, end);
                }
            }
        }
        return null;
    }

    @Test
    void resultIsBounded() {
        assertThat(NaptrRegexp.parse("!(.*)!" + "\\1".repeat(100) + "!").apply("+49301")).isNull();
    }
}
