package org.mailiwf.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeSinkMessageTest {

    private static final byte[] HEAD = octets("From: <im:a@b>\r\n\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n");
    private static final byte[] TAIL = octets("\r\n--x--\r\n");
    private static final LargeMail MAIL = new LargeMail(1);
    private static final String RECIPIENT = "large-" + MAIL.attachmentOctets() + "-0-run1@bench.example";

    private final List<String> lines = new ArrayList<>();
    private final LargeSinkMessage message = new LargeSinkMessage("sip:" + RECIPIENT, lines::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100_000})
    void theAttachmentIsFoundHoweverTheOctetsCome(int step) throws IOException {
        receive(whole(LargeMail.block()), step);

        assertThat(LargeFarSide.faults(lines, MAIL, List.of(RECIPIENT))).isEmpty();
    }

    @Test
    void oneOtherOctetIsNoticed() throws IOException {
        byte[] attachment = LargeMail.block();
        attachment[50_000] ^= 1;
        receive(whole(attachment), 1000);

        assertThat(LargeFarSide.faults(lines, MAIL, List.of(RECIPIENT))).singleElement().asString().startsWith("not as it was sent: ");
    }

    @Test
    void aSecondCopyAndALostMailAreNoticed() throws IOException {
        receive(whole(LargeMail.block()), 1000);
        lines.add(lines.get(0));

        assertThat(LargeFarSide.faults(lines, MAIL, List.of(RECIPIENT, "large-57000-1-run1@bench.example")))
            .containsExactly("sent twice: " + RECIPIENT, "lost: large-57000-1-run1@bench.example");
    }

    @Test
    void aGapIsNoticed() {
        assertThatThrownBy(() -> message.octets(1, HEAD, 0, HEAD.length)).isInstanceOf(IOException.class);
    }

    @Test
    void theSumOfAMailIsThatOfItsAttachment() {
        CRC32C sum = new CRC32C();
        sum.update(LargeMail.block());
        sum.update(LargeMail.block());

        assertThat(new LargeMail(2).attachmentSum()).isEqualTo(sum.getValue());
    }

    private void receive(byte[] octets, int step) throws IOException {
        for (int i = 0; i < octets.length; i += step) {
            message.octets(i, octets, i, Math.min(step, octets.length - i));
        }
        message.end(octets.length);
    }

    private static byte[] whole(byte[] attachment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEAD);
        out.writeBytes(attachment);
        out.writeBytes(TAIL);
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
