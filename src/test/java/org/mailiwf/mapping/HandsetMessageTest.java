package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.cpim.CpimException;
import org.mailiwf.mail.PartSaver;

class HandsetMessageTest {

    private static final String CPIM = "From: <sip:alice@corp.example>\r\nNS: imdn <urn:ietf:params:imdn>\r\n\r\n";

    @TempDir
    private Path directory;
    private final HandsetMessage handset = new HandsetMessage();

    @Test
    void thePartsOfACpimObjectAreSavedBitForBitAndItsTextShown() throws Exception {
        byte[] image = new byte[300_000];
        new Random(3).nextBytes(image);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(octets(CPIM + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"
                + "Grüße\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=\"../../etc/pass wd.jpg\"\r\n"
                + "Content-Transfer-Encoding: binary\r\n\r\n"));
        body.writeBytes(image);
        body.writeBytes(octets("\r\n--b--\r\n"));

        Exchange exchange = process(new ByteArrayInputStream(body.toByteArray()), "message/cpim");

        assertThat(exchange.getProperty("text")).isEqualTo("Grüße");
        List<PartSaver.Part> parts = parts(exchange);
        assertThat(parts).extracting(PartSaver.Part::contentType).containsExactly("text/plain", "image/jpeg");
        assertThat(parts.get(1).file()).isEqualTo(directory.resolve("id_1-2-.._.._etc_pass_wd.jpg"));
        assertThat(Files.readAllBytes(parts.get(1).file())).isEqualTo(image);
        assertThat(Files.list(directory)).hasSize(2);
    }

    @Test
    void whatIsNoCpimIsOnePart() throws Exception {
        Exchange exchange = process(new ByteArrayInputStream(octets("just text")), "text/plain;charset=UTF-8");

        assertThat(exchange.getProperty("text")).isEqualTo("just text");
        assertThat(parts(exchange)).singleElement().extracting(PartSaver.Part::octets).isEqualTo(9L);
    }

    @Test
    void withoutADirectoryNothingIsSaved() throws Exception {
        handset.setDirectory("");
        Exchange exchange = exchange(new ByteArrayInputStream(octets("x")), "image/png");

        handset.process(exchange);

        assertThat(parts(exchange)).singleElement().hasToString("image/png, 1 octets");
    }

    @Test
    void headersWithoutEndAreNoCpim() {
        assertThatThrownBy(() -> process(new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        }, "message/cpim")).isInstanceOf(CpimException.class);
    }

    private Exchange process(InputStream body, String contentType) throws Exception {
        handset.setDirectory(directory.toString());
        Exchange exchange = exchange(body, contentType);
        handset.process(exchange);
        return exchange;
    }

    private static Exchange exchange(InputStream body, String contentType) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader("Content-Type", contentType);
        exchange.getMessage().setHeader("CamelMsrpMessageId", "id/1");
        return exchange;
    }

    @SuppressWarnings("unchecked")
    private static List<PartSaver.Part> parts(Exchange exchange) {
        return exchange.getProperty("parts", List.class);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
