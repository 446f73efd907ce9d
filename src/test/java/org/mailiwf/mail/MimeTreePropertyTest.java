package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Any octets in any tree of multiparts, encoded in any way: what goes out, read by another parser, holds the same octets in the same order. */
class MimeTreePropertyTest {

    private final List<byte[]> leaves = new ArrayList<>();
    private Random random;

    @RepeatedTest(200)
    void allOctetsOfAllPartsArrive(RepetitionInfo repetition) throws Exception {
        random = new Random(repetition.getCurrentRepetition());
        byte[] mail = entity(0);
        MailSource source = () -> slow(mail);
        MimeTree tree = new MailReader().readTree(source.open());
        MimeContent content = tree.select(type -> true, new MailReader().read(source.open()), source).orElseThrow();

        byte[] sent = content.open(source).readAllBytes();

        assertThat(content.length(source)).isEqualTo(sent.length);
        assertThat(content.fields().get(0).name()).isEqualTo("Content-Type");
        assertThat(parsed("Content-Type: " + content.fields().get(0).raw(), sent)).containsExactlyElementsOf(leaves);
    }

    private byte[] entity(int depth) {
        if (depth == 4 || depth > 0 && random.nextInt(3) == 0) {
            return leaf();
        }
        String boundary = List.of("b", "--", "b-" + depth, "x: y").get(random.nextInt(4));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "Content-Type: multipart/" + List.of("mixed", "related", "x-y").get(random.nextInt(3)) + "; boundary=\"" + boundary + "\"\r\n\r\n");
        write(out, random.nextBoolean() ? "preamble -- " + boundary + "\r\n" : "");
        for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
            byte[] part;
            int before = leaves.size();
            do {
                leaves.subList(before, leaves.size()).clear();
                part = entity(depth + 1);
            } while (holdsDelimiter(part, boundary));
            write(out, "--" + boundary + (random.nextBoolean() ? "" : " \t") + "\r\n");
            out.writeBytes(part);
            write(out, "\r\n");
        }
        write(out, "--" + boundary + "--" + (random.nextBoolean() ? "\r\nepilogue\r\n" : ""));
        return out.toByteArray();
    }

    private byte[] leaf() {
        byte[] octets = new byte[random.nextInt(5) == 0 ? 20_000 : random.nextInt(200)];
        random.nextBytes(octets);
        for (int i = 0; i < octets.length && random.nextBoolean(); i += random.nextInt(20)) {
            octets[i] = (byte) "\r\n-b=:".charAt(random.nextInt(6));
        }
        leaves.add(octets);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "Content-Type: application/x-" + leaves.size() + "\r\n");
        switch (random.nextInt(3)) {
            case 0 -> {
                write(out, "Content-Transfer-Encoding: base64\r\n\r\n");
                out.writeBytes(Base64.getMimeEncoder(4 * (1 + random.nextInt(19)), new byte[] {'\r', '\n'}).encode(octets));
            }
            case 1 -> {
                write(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
                write(out, quotedPrintable(octets));
            }
            default -> {
                write(out, "Content-Transfer-Encoding: binary\r\n\r\n");
                out.writeBytes(octets);
            }
        }
        return out.toByteArray();
    }

    private static String quotedPrintable(byte[] octets) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            out.append(i % 20 == 19 ? "=\r\n" : "").append(String.format("=%02X", octets[i]));
        }
        return out.toString();
    }

    /** An encoder of mails would have chosen another boundary. */
    private static boolean holdsDelimiter(byte[] part, String boundary) {
        return new String(part, StandardCharsets.ISO_8859_1).contains("--" + boundary);
    }

    /** What mime4j makes of the entity. */
    private static List<byte[]> parsed(String contentType, byte[] body) throws Exception {
        ByteArrayOutputStream entity = new ByteArrayOutputStream();
        write(entity, contentType + "\r\n\r\n");
        entity.writeBytes(body);
        List<byte[]> leaves = new ArrayList<>();
        MimeTokenStream stream = new MimeTokenStream();
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new ByteArrayInputStream(entity.toByteArray()));
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            if (state == EntityState.T_BODY) {
                leaves.add(stream.getInputStream().readAllBytes());
            }
        }
        return leaves;
    }

    /** A stream that gives a few octets at a time, as those of a network do. */
    private InputStream slow(byte[] octets) {
        return new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(count, 1 + random.nextInt(700)));
            }
        };
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
