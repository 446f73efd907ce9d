package org.mailiwf.smtpd.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashTest {

    private static final String PASSWORD = "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44";

    @TempDir
    private Path folder;

    @Test
    void hashOfPasslibIsMatchedAndWrittenAsItWas() {
        PasswordHash hash = PasswordHash.parse(PASSWORD);
        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("Password")).isFalse();
        assertThat(hash).hasToString(PASSWORD);
    }

    @Test
    void newHashMatchesItsPasswordAndHasASaltOfItsOwn() {
        PasswordHash hash = PasswordHash.of("s\u00e9same");
        assertThat(PasswordHash.parse(hash.toString()).matches("s\u00e9same")).isTrue();
        assertThat(PasswordHash.of("s\u00e9same").toString()).isNotEqualTo(hash.toString());
    }

    @ParameterizedTest
    @CsvSource({
            "plaintext, must be $pbkdf2-sha256$rounds$salt$checksum",
            "$2y$10$abc, must be $pbkdf2-sha256$rounds$salt$checksum",
            "$pbkdf2-sha256$999$AAAAAAAAAAA$AAAA, the rounds must be from 1000 to 10000000",
            "$pbkdf2-sha256$99999999999$AAAAAAAAAAA$AAAA, the rounds must be",
            "$pbkdf2-sha256$6400$!!$AAAA, salt and checksum must be base64",
            "$pbkdf2-sha256$6400$AAAAAAAAAAA$AAAA, the salt must have 8 octets or more"})
    void whatIsNoHashIsRefused(String hash, String message) {
        assertThatThrownBy(() -> PasswordHash.parse(hash)).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
            "alice:secret, 1: must be $pbkdf2-sha256",
            "alice, 1: must be user:hash",
            ":" + PASSWORD + ", 1: must be user:hash",
            "'alice:" + PASSWORD + "\n# x\nalice:" + PASSWORD + "', 3: the user stands there twice"})
    void wrongLineIsNamedWithoutItsContent(String content, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("users"), content);
        assertThatThrownBy(() -> new UserFile(file, Duration.ZERO)).hasMessageStartingWith(file + " line " + message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void fileWithoutUsersIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), "# nobody\n");
        assertThatThrownBy(() -> new UserFile(file, Duration.ZERO)).hasMessage(file + ": holds no user");
    }

    @Test
    void unknownUserTakesAsLongAsAWrongPassword() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), "alice:" + PASSWORD + "\nbob:" + PasswordHash.of("secret"));
        UserFile users = new UserFile(file, Duration.ofHours(1));
        users.authenticate("bob", "warm up");
        long known = Math.min(nanos(users, "bob"), nanos(users, "bob"));
        long unknown = Math.min(nanos(users, "nobody"), nanos(users, "nobody"));
        assertThat(unknown).isGreaterThan(known / 3);
    }

    private static long nanos(UserFile users, String user) {
        long begun = System.nanoTime();
        assertThat(users.authenticate(user, "wrong")).isFalse();
        return System.nanoTime() - begun;
    }

    @Test
    void usersThatAreAddedCanLogInAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), "alice:" + PASSWORD);
        UserFile users = new UserFile(file, Duration.ZERO);
        assertThat(users.authenticate("bob", "password")).isFalse();
        Files.writeString(file, "alice:" + PASSWORD + "\nbob:" + PASSWORD);
        assertThat(users.authenticate("bob", "password")).isTrue();
    }
}
