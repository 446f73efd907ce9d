package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageIdentifiersTest {

    private static final String SECRET = "0123456789abcdef";

    private final MessageIdentifiers identifiers = new MessageIdentifiers();

    @BeforeEach
    void knownSecret() {
        identifiers.setDomain("iwf.op.example");
        identifiers.setSecret(SECRET);
    }

    @Test
    void callIdIs32HexDigitsAtOurDomainAndNeverTheSame() {
        Set<String> ids = IntStream.range(0, 1000).mapToObj(i -> identifiers.callId()).collect(Collectors.toSet());

        assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-f]{32}@iwf\\.op\\.example"));
    }

    @Test
    void imdnMessageIdIs20LettersAndDigitsAndNeverTheSame() {
        Set<String> ids = IntStream.range(0, 1000).mapToObj(i -> identifiers.imdnMessageId()).collect(Collectors.toSet());

        assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[A-Za-z0-9]{20}"));
        assertThat(String.join("", ids).chars().distinct().count()).isEqualTo(62);
    }

    @Test
    void contributionIdIsTheFirst128BitsOfHmacSha1OfTheCallId() {
        assertThat(contributionId("7c1d0e5a94f34c6f9f0b@iwf.op.example")).isEqualTo("8ce2726dfcdc7f329b2a94525c830bda");
    }

    @Test
    void conversationIdIsAUuidMadeByHmacSha256OfTheThread() {
        String id = conversationId(TestMail.of("Message-ID: <1@corp.example>"));

        assertThat(id).isEqualTo("5d5c85eb-aa36-488c-b0a7-72d6ad3c4ce7");
        assertThat(UUID.fromString(id).version()).isEqualTo(4);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
    }

    @Test
    void conversationIdIsThatOfTheThreadItsFirstMailBegan() {
        String first = conversationId(TestMail.of("Message-ID: <1@corp.example>"));

        assertThat(conversationId(TestMail.of("Message-ID: <2@corp.example>", "In-Reply-To: <1@corp.example>"))).isEqualTo(first);
        assertThat(conversationId(TestMail.of("Message-ID: <3@corp.example>", "In-Reply-To: <2@corp.example>",
                "References: <1@corp.example>\r\n <2@corp.example>"))).isEqualTo(first);
        assertThat(conversationId(TestMail.of("Message-ID: <1@corp.example>").mailFrom("Alice@CORP.example").to("Bob@OP.example")))
                .isEqualTo(first);
    }

    @Test
    void conversationIdDiffersByThreadSenderRecipientAndSecret() {
        TestMail mail = TestMail.of("Message-ID: <1@corp.example>");
        MessageIdentifiers others = new MessageIdentifiers();

        assertThat(List.of(conversationId(mail), conversationId(TestMail.of("Message-ID: <2@corp.example>")),
                conversationId(TestMail.of("Message-ID: <1@corp.example>").mailFrom("carol@corp.example")),
                conversationId(TestMail.of("Message-ID: <1@corp.example>").to("carol@op.example")),
                others.conversationId(mail.exchange()))).doesNotHaveDuplicates();
    }

    @Test
    void mailWithoutAnyIdIsItsOwnConversation() {
        TestMail mail = TestMail.of("References: none", "Message-ID: <unclosed");

        assertThat(conversationId(mail)).isNotEqualTo(conversationId(mail));
        assertThat(UUID.fromString(conversationId(mail))).isNotNull();
    }

    @Test
    void idsAreTheSameWhenManyThreadsAskAtOnce() {
        Set<String> ids = IntStream.range(0, 2000).parallel().mapToObj(i -> contributionId("call@iwf")).collect(Collectors.toSet());

        assertThat(ids).hasSize(1);
    }

    @Test
    void emptySecretIsRandomAtEachStart() {
        identifiers.setSecret("");
        MessageIdentifiers others = new MessageIdentifiers();
        others.setSecret(" ");

        assertThat(contributionId("call@iwf"))
                .isNotEqualTo(others.contributionId("call@iwf"));
    }

    @Test
    void shortSecretIsRefusedAndNotShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> identifiers.setSecret("hunter2"))
                .withMessage("iwf.secret: '(not shown)' is not allowed; allowed: empty, or at least 16 characters");
    }

    private String contributionId(String callId) {
        return identifiers.contributionId(callId);
    }

    private String conversationId(TestMail mail) {
        return identifiers.conversationId(mail.exchange());
    }
}
