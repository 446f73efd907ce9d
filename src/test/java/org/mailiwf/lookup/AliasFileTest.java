package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasFileTest {

    @TempDir
    Path directory;

    @Test
    void emptyFileNameMeansNoAliases() {
        AliasFile aliases = new AliasFile();
        aliases.setFile(" ");

        assertThat(aliases.find("bob@op.example")).isEmpty();
    }

    @Test
    void eachLineGivesTheSipUriOfAnAddress() throws IOException {
        AliasFile aliases = load("""
                # our people

                bob@op.example = sip:bob.builder@op.example;user=phone
                  carol@op.example=sips:carol@op.example   # the boss
                phone@op.example = tel:+4930123
                a=b@op.example = sip:ab@op.example
                jörg@bücher.example = sip:j%C3%B6rg@op.example
                postmaster = sip:admin@op.example
                last@op.example = sip:last@op.example""");

        assertThat(aliases.find("bob@op.example")).containsExactly("sip:bob.builder@op.example;user=phone");
        assertThat(aliases.find("carol@op.example")).containsExactly("sips:carol@op.example");
        assertThat(aliases.find("phone@op.example")).containsExactly("tel:+4930123");
        assertThat(aliases.find("a=b@op.example")).containsExactly("sip:ab@op.example");
        assertThat(aliases.find("JÖRG@xn--bcher-kva.example")).containsExactly("sip:j%C3%B6rg@op.example");
        assertThat(aliases.find("Postmaster")).containsExactly("sip:admin@op.example");
        assertThat(aliases.find("last@op.example")).containsExactly("sip:last@op.example");
        assertThat(aliases.find("nobody@op.example")).isEmpty();
        assertThat(aliases.find("")).isEmpty();
    }

    @Test
    void addressIsLookedUpInAnyCaseAndTheUriIsThatOfTheFile() throws IOException {
        AliasFile aliases = load("Bob@OP.example = sip:BoB@op.example");

        assertThat(aliases.find("bOB@op.EXAMPLE")).containsExactly("sip:BoB@op.example");
    }

    @Test
    void aGroupHasSeveralUris() throws IOException {
        AliasFile aliases = load("team@op.example = sip:a,b@op.example, sips:c@op.example # both");

        assertThat(aliases.find("team@op.example")).containsExactly("sip:a,b@op.example", "sips:c@op.example");
    }

    @Test
    void aChangedFileIsReadAgainAndAWrongOneIsNot() throws IOException {
        AliasFile aliases = load("bob@op.example = sip:bob@op.example");
        Path file = directory.resolve("aliases");

        Files.writeString(file, "bob@op.example = sip:new@op.example\n");
        await().untilAsserted(() -> assertThat(aliases.find("bob@op.example")).containsExactly("sip:new@op.example"));
        Files.writeString(file, "this is no alias at all\n");
        await().during(Duration.ofMillis(1500)).untilAsserted(() -> assertThat(aliases.find("bob@op.example")).isNotEmpty());
        Files.delete(file);
        assertThat(aliases.find("bob@op.example")).containsExactly("sip:new@op.example");
    }

    @Test
    void crlfAndByteOrderMarkAreTaken() throws IOException {
        assertThat(load("\ufeffbob@op.example = sip:bob@op.example\r\n\r\n").find("bob@op.example")).containsExactly("sip:bob@op.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "bob@op.example", "bob@op.example sip:bob@op.example", "= sip:bob@op.example", "bob = sip:bob@op.example",
        "bo b@op.example = sip:bob@op.example", "bob@op_example = sip:bob@op.example", "@op.example = sip:bob@op.example"
    })
    void lineThatIsNoAliasIsNamedWithWhatIsAllowed(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> load("# one\n" + line + "\n"))
                .withMessageContainingAll("iwf.recipients.file", "aliases line 2", "allowed: mail-address = sip-uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "mailto:bob@op.example", "sip:bob@op.example?Route=x", "sip:bob builder@op.example", ""})
    void targetThatIsNoSipUriIsNamedWithWhatIsAllowed(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> load("bob@op.example = " + uri))
                .withMessageContainingAll("aliases line 1", "allowed:", "sip:, sips: or tel: URI");
    }

    @ParameterizedTest
    @CsvSource({"bob@op.example,BOB@op.example", "bob@bücher.example,bob@xn--bcher-kva.example"})
    void addressThatStandsThereTwiceIsNamed(String one, String other) {
        assertThatIllegalArgumentException().isThrownBy(() -> load(one + " = sip:a@b\n" + other + " = sip:c@d"))
                .withMessageContainingAll("aliases line 2", "twice");
    }

    @Test
    void lineThatIsNotUtf8IsNamed() throws IOException {
        Path file = directory.resolve("aliases");
        Files.write(file, "a@b = sip:a@b\nj\u00f6rg@b = sip:a@b".getBytes(StandardCharsets.ISO_8859_1));

        assertThatIllegalArgumentException().isThrownBy(() -> new AliasFile().setFile(file.toString()))
                .withMessageContainingAll("aliases line 2", "UTF-8");
    }

    @Test
    void fileThatCannotBeReadIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AliasFile().setFile(directory.resolve("missing").toString()))
                .withMessageContainingAll("iwf.recipients.file", "missing", "allowed: empty, or a file that can be read");
        assertThatIllegalArgumentException().isThrownBy(() -> new AliasFile().setFile("\u0000"))
                .withMessageContaining("iwf.recipients.file");
    }

    private AliasFile load(String content) throws IOException {
        Path file = directory.resolve("aliases");
        Files.writeString(file, content);
        AliasFile aliases = new AliasFile();
        aliases.setFile(file.toString());
        return aliases;
    }
}
