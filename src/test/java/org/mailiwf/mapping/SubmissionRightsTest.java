package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.smtpd.SmtpConstants;

class SubmissionRightsTest {

    @TempDir
    private Path folder;
    private final SubmissionRights rights = new SubmissionRights(Duration.ZERO);

    @BeforeEach
    void servedDomains() {
        rights.setDomains("op.example, B\u00dcCHER.example");
    }

    private void file(String content) throws IOException {
        rights.setFile(write(content).toString());
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("senders"), content, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "alice,alice@op.example,true", "alice,ALICE@OP.example,true", "alice,alice@xn--bcher-kva.example,true",
        "alice,bob@op.example,false", "alice,alice@corp.example,false", "alice,alice,false", "alice,op.example,false",
        "alice@corp.example,alice@corp.example,true", "alice@corp.example,alice@CORP.example,true",
        "alice@corp.example,bob@corp.example,false", "alice@corp.example,alice@op.example,false",
        "alice,alice@evil.example@op.example,false", "alice@evil.example,alice@evil.example@op.example,false",
        "alice,'\"alice\"@op.example',false", "alice@,alice@op.example,false"
    })
    void withoutALineTheUserNameIsTheAddressOrItsLocalPart(String user, String sender, boolean owned) {
        assertThat(rights.owns(user, sender)).isEqualTo(owned);
    }

    @ParameterizedTest
    @CsvSource({
        "alice,Alice.Example@corp.example,true", "alice,sales@corp.example,true", "alice,alice@op.example,false",
        "relay,anybody@partner.example,true", "relay,anybody@PARTNER.example,true", "relay,anybody@sub.partner.example,false",
        "relay,anybody@xn--bcher-kva.example,true", "relay,partner.example,false", "bob,bob@op.example,true", "Alice,sales@corp.example,false"
    })
    void aLineSaysItAll(String user, String sender, boolean owned) throws Exception {
        file("# who may send as whom\n\nalice = alice.example@corp.example, SALES@corp.example\n"
                + " relay=@partner.example,@b\u00fccher.example\n");
        assertThat(rights.owns(user, sender)).isEqualTo(owned);
    }

    @Test
    void theFileIsReadAgainWhenItHasChanged() throws Exception {
        file("alice = sales@corp.example");
        assertThat(rights.owns("alice", "info@corp.example")).isFalse();

        write("alice = sales@corp.example, info@corp.example");
        assertThat(rights.owns("alice", "info@corp.example")).isTrue();

        write("alice = ");
        assertThat(rights.owns("alice", "info@corp.example")).isTrue();
        Files.delete(folder.resolve("senders"));
        assertThat(rights.owns("alice", "info@corp.example")).isTrue();
    }

    @Test
    void nullReversePathIsEverybodys() throws Exception {
        file("alice = sales@corp.example");
        assertThat(rights.owns("alice", "")).isTrue();
        assertThat(rights.owns("bob", "")).isTrue();
    }

    @Test
    void onlyWhoHasLoggedInIsAsked() {
        assertThat(owned(null, "anybody@corp.example")).isTrue();
        assertThat(owned("alice", "alice@op.example")).isTrue();
        assertThat(owned("alice", "anybody@corp.example")).isFalse();
        // a user name is whatever an authenticator takes for one
        assertThat(owned("", "anybody@corp.example")).isFalse();
    }

    private boolean owned(String user, String sender) {
        Exchange exchange = TestMail.of().mailFrom(sender).header(SmtpConstants.AUTH_USER, user).exchange();
        rights.process(exchange);
        return exchange.getProperty("senderOwned", boolean.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "alice", "= a@corp.example", "alice =", "alice = a@corp.example,", "alice = corp.example", "alice = a@", "alice = *",
        "alice = a b@corp.example", "alice = a@b@", "alice = a@corp.example\nalice = b@corp.example"
    })
    void wrongLineStopsTheStart(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> file("# first\n" + content))
                .withMessageStartingWith("iwf.smtp.auth.senders: " + folder.resolve("senders") + " line ")
                .withMessageEndingWith("is not allowed; allowed: user = address, address, @domain, each user once");
    }

    @Test
    void fileThatCannotBeReadStopsTheStart() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> rights.setFile("/no/such/file"))
                .withMessageStartingWith("iwf.smtp.auth.senders: '/no/such/file' is not allowed; allowed: empty, or a file in UTF-8");
        Path latin1 = Files.write(folder.resolve("latin1"), "j\u00f6rg = a@corp.example".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIllegalArgumentException().isThrownBy(() -> rights.setFile(latin1.toString())).withMessageContaining("UTF-8");
    }
}
