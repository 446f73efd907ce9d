package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.SmtpClient;

/** From SMTP to the files that the demo handset saves, in one process with 96 MB of heap. */
class LargeMessageIT {

    /** 57 octets make a line of base64. */
    private static final int BLOCK = 57 * 1000;

    @TempDir
    private static Path folder;

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        int handset = Loopback.freePort();
        Map<String, String> settings = TestGateway.settings("sip:127.0.0.1:" + handset + ";transport=tcp", "iwf.smtp.max-size", "200000000",
                "iwf.demo-handset.enabled", "true", "iwf.demo-handset.listen", "tcp:127.0.0.1:" + handset,
                "iwf.demo-handset.directory", folder.toString());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m",
                "-cp", System.getProperty("java.class.path"), "org.mailiwf.Main", "run"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        gateway = GatewayProcess.start(command);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void attachmentsOf100MegabytesArriveBitForBit() throws Exception {
        byte[] block = octets(BLOCK, 1);
        String lines = Base64.getMimeEncoder().encodeToString(block) + "\r\n";
        int blocks = 100_000_000 / BLOCK;
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            client.command("MAIL FROM:<alice@corp.example>");
            client.command("RCPT TO:<bob@op.example>");
            client.command("DATA");
            client.write("From: alice@corp.example\r\nSubject: large\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
                    + "Content-Type: application/octet-stream; name=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            for (int i = 0; i < blocks; i++) {
                client.write(lines);
                hash.update(block);
            }
            assertThat(client.command("--b--\r\n.").line()).matches("250 2\\.6\\.0 .* \\(MSRP 200\\)");
        }
        assertThat(hashOf("large.bin")).isEqualTo(HexFormat.of().formatHex(hash.digest()));
    }

    @Test
    void imagesDocumentsAndEightBitTextArriveBitForBit() throws Exception {
        byte[] jpeg = octets(70_000, 2);
        byte[] pdf = octets(5_000, 3);
        String csv = "Grüße;€\r\n.\r\n..x\r\n";
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", ("From: alice@corp.example\nSubject: files\n"
                    + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n"
                    + "--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename=photo.jpg\nContent-Transfer-Encoding: base64\n\n"
                    + Base64.getMimeEncoder().encodeToString(jpeg).replace("\r", "") + "\n"
                    + "--b\nContent-Type: application/pdf; name=report.pdf\nContent-Transfer-Encoding: quoted-printable\n\n" + quotedPrintable(pdf) + "\n"
                    + "--b\nContent-Type: text/csv; name=table.csv\nContent-Transfer-Encoding: 8bit\n\n" + csv.replace("\r", "") + "\n--b--").split("\n", -1))
                    .line()).startsWith("250 2.6.0 ");
        }
        assertThat(Files.readAllBytes(saved("photo.jpg"))).isEqualTo(jpeg);
        assertThat(Files.readAllBytes(saved("report.pdf"))).isEqualTo(pdf);
        assertThat(Files.readAllBytes(saved("table.csv"))).isEqualTo(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] octets(int count, int seed) {
        byte[] octets = new byte[count];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private static String quotedPrintable(byte[] octets) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            out.append(i % 20 == 19 ? "=\n" : "").append("=%02X".formatted(octets[i]));
        }
        return out.toString();
    }

    private static String hashOf(String name) throws Exception {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(saved(name)), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static Path saved(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(name)).findFirst().orElseThrow();
        }
    }
}
