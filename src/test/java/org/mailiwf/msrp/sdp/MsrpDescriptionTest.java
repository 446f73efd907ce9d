package org.mailiwf.msrp.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpUri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** RFC 4975 section 8 and its relatives, from the octets to the values and back. */
class MsrpDescriptionTest {

    private static final String ANSWER = """
            v=0
            o=bob 918273 918273 IN IP4 203.0.113.77
            s=-
            c=IN IP4 203.0.113.77
            t=0 0
            m=message 40002 TCP/MSRP *
            a=recvonly
            a=accept-types:message/cpim
            a=accept-wrapped-types:*
            a=max-size:307200
            a=setup:passive
            a=path:msrp://203.0.113.77:40002/b7Tn4xAa1;tcp
            a=msrp-cema
            """;

    @Test
    void anAnswerIsRead() throws Exception {
        MsrpMedia media = read(ANSWER).media();
        assertThat(media.port()).isEqualTo(40002);
        assertThat(media.secure()).isFalse();
        assertThat(media.path()).hasToString("msrp://203.0.113.77:40002/b7Tn4xAa1;tcp");
        assertThat(media.acceptTypes()).containsExactly("message/cpim");
        assertThat(media.acceptWrappedTypes()).containsExactly("*");
        assertThat(media.maxSize()).isEqualTo(307200);
        assertThat(media.takes(307200)).isTrue();
        assertThat(media.takes(307201)).isFalse();
        assertThat(media.direction()).isEqualTo(Direction.RECVONLY);
        assertThat(media.setup()).isEqualTo(Setup.PASSIVE);
        assertThat(media.cema()).isTrue();
        assertThat(media.address()).isEqualTo(new ConnectionAddress(false, "203.0.113.77"));
        assertThat(media.fileSelector()).isNull();
    }

    @Test
    void anAnswerIsWrittenAsItIsRead() throws Exception {
        assertThat(text(read(ANSWER).encode())).isEqualTo(ANSWER.replace("\n", "\r\n"));
    }

    @Test
    void anOfferIsWritten() {
        MsrpMedia media = MsrpMedia.of(MsrpPath.of(MsrpUri.of(false, "198.51.100.20", 2855, "k3Jd9sW2pQ")), List.of("message/cpim"),
                ConnectionAddress.of("198.51.100.20")).withDirection(Direction.SENDONLY).withSetup(Setup.ACTPASS).withCema(true)
                .withAcceptWrappedTypes(List.of("text/plain", "text/html", "image/*", "multipart/*", "application/octet-stream",
                        "message/imdn+xml"));
        assertThat(text(MsrpDescription.offer(3972881304L, media).encode())).isEqualTo("""
                v=0
                o=- 3972881304 3972881304 IN IP4 198.51.100.20
                s=-
                c=IN IP4 198.51.100.20
                t=0 0
                m=message 2855 TCP/MSRP *
                a=sendonly
                a=accept-types:message/cpim
                a=accept-wrapped-types:text/plain text/html image/* multipart/* application/octet-stream message/imdn+xml
                a=setup:actpass
                a=path:msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp
                a=msrp-cema
                """.replace("\n", "\r\n"));
    }

    @Test
    void aSecureOfferOverIpv6HasItsFingerprint() {
        String fingerprint = "sha-256 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:3E:4B:65:2E:7D:46:3F:54:42:CD:54:F1";
        MsrpMedia media = MsrpMedia.of(MsrpPath.of(MsrpUri.of(true, "[2001:db8::1]", 2856, "s")), List.of("*"),
                ConnectionAddress.of("[2001:db8::1]"))
                .withFingerprints(List.of(fingerprint)).withMaxSize(1000).withPort(MsrpMedia.DISCARD_PORT);
        assertThat(text(MsrpDescription.offer(1, media).encode()))
                .contains("o=- 1 1 IN IP6 2001:db8::1\r\n", "c=IN IP6 2001:db8::1\r\n", "m=message 9 TCP/TLS/MSRP *\r\n",
                        "a=max-size:1000\r\n",
                        "a=fingerprint:" + fingerprint + "\r\n", "a=path:msrps://[2001:db8::1]:2856/s;tcp\r\n");
    }

    @Test
    void otherMediaOfAnOfferAreRefusedInTheAnswer() throws Exception {
        MsrpDescription offer = read(ANSWER.replace("m=message", "m=audio 5004 RTP/AVP 0 8\na=rtpmap:0 PCMU/8000\nm=message")
                + "m=video 5006/2 RTP/AVP 31\nm=message 1 TCP/MSRP *\n");
        assertThat(offer.media().port()).isEqualTo(40002);
        MsrpMedia media = MsrpMedia.of(MsrpPath.parse("msrp://h:1/s;tcp"), List.of("*"), ConnectionAddress.of("192.0.2.1"));
        assertThat(text(offer.answer(7, media).encode()).lines().filter(line -> line.startsWith("m="))).containsExactly(
                "m=audio 0 RTP/AVP 0 8", "m=message 1 TCP/MSRP *", "m=video 0 RTP/AVP 31", "m=message 0 TCP/MSRP *");
    }

    @Test
    void theLinesOfTheMediumCountBeforeThoseOfTheSession() throws Exception {
        MsrpMedia media = read("""
                v=0
                o=- 1 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                a=inactive
                a=setup:active
                a=fingerprint:sha-256 AA
                m=message 7654 TCP/TLS/MSRP *
                c=IN IP6 2001:db8::2
                a=accept-types:text/plain
                a=setup:actpass
                a=path:msrps://[2001:db8::2]:7654/x;tcp
                """).media();
        assertThat(media.address()).isEqualTo(new ConnectionAddress(true, "2001:db8::2"));
        assertThat(media.setup()).isEqualTo(Setup.ACTPASS);
        assertThat(media.direction()).isEqualTo(Direction.INACTIVE);
        assertThat(media.fingerprints()).containsExactly("sha-256 AA");
        assertThat(media.maxSize()).isEqualTo(MsrpMedia.UNLIMITED);
        assertThat(media.takes(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void theSelectorOfAFileIsRead() throws Exception {
        FileSelector file = read(ANSWER
                + "a=file-selector:name:\"My%20%22cool%22 picture.jpg\" type:image/jpeg size:32349 hash:sha-1:72:24\n")
                .media().fileSelector();
        assertThat(file).isEqualTo(new FileSelector("My \"cool\" picture.jpg", "image/jpeg", 32349, "sha-1:72:24"));
        assertThat(read(ANSWER + "a=file-selector:size:1\n").media().fileSelector()).isEqualTo(new FileSelector(null, null, 1, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name:\"x", "name:\"%0D%0A\"", "name:\"%zz\"", "size:x", "colour:red", "name"})
    void aSelectorThatIsNoneIsRefused(String selector) {
        assertThatThrownBy(() -> read(ANSWER + "a=file-selector:" + selector + "\n")).isInstanceOf(SdpException.class);
    }

    @Test
    void typesAreAcceptedByWildcardsAndWithoutRegardToCase() throws Exception {
        MsrpMedia media = read(ANSWER.replace("accept-types:message/cpim", "accept-types:message/CPIM  text/*")
                .replace("wrapped-types:*", "wrapped-types:image/jpeg;q=1 multipart/*")).media();
        assertThat(media.accepts("Message/cpim")).isTrue();
        assertThat(media.accepts("text/html")).isTrue();
        assertThat(media.accepts("image/jpeg")).isFalse();
        assertThat(media.acceptsWrapped("image/JPEG")).isTrue();
        assertThat(media.acceptsWrapped("multipart/mixed")).isTrue();
        assertThat(media.acceptsWrapped("text/plain")).isTrue();
        assertThat(media.acceptsWrapped("image/png")).isFalse();
    }

    @Test
    void aTabMayStandInALine() throws Exception {
        MsrpDescription description = read(ANSWER.replace("o=bob", "o=b\tob") + "m=audio 1 RTP/AVP 0\t8\n");
        assertThat(text(description.encode())).contains("o=b\tob 918273", "m=audio 1 RTP/AVP 0\t8\r\n");
    }

    @Test
    void linesMayEndWithLfAlone() throws Exception {
        assertThat(MsrpDescription.parse(ANSWER.getBytes(StandardCharsets.UTF_8)).media()).isEqualTo(read(ANSWER).media());
    }

    /** Each replaces a line of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {
        "v=1", "v", "o=", "m=message 0 TCP/MSRP *", "m=message 70000 TCP/MSRP *", "m=message x TCP/MSRP *", "m=message 1 UDP/MSRP *",
                "m=message 1",
        "m=message 1 TCP/TLS/MSRP *", "m=audio 1 TCP/MSRP *", "a=path:", "a=path:sip:bob@op.example", "a=path:msrps://h:1/s;tcp",
                "a=accept-types:",
        "a=accept-types:text", "a=max-size:-1", "a=max-size:1e6", "a=setup:maybe", "c=IN IP4", "c=IN IP4 a b", "c=IN IP4 <x>"})
    void whatCannotBeUsedIsRefused(String line) {
        String prefix = line.substring(0, Math.max(line.indexOf(':') + 1, Math.min(line.length(), 2)));
        String text = ANSWER.replaceFirst("(?m)^" + prefix + ".*$", Matcher.quoteReplacement(line));
        assertThat(text).isNotEqualTo(ANSWER);
        assertThatThrownBy(() -> read(text)).isInstanceOf(SdpException.class).message().matches("[ -~]+");
    }

    @Test
    void pathAndTypesAreNeeded() {
        assertThatThrownBy(() -> read(ANSWER.replaceAll("a=path.*\n", ""))).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> read(ANSWER.replaceAll("a=accept-types.*\n", ""))).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(SdpException.class);
    }

    @Test
    void aDescriptionIsBounded() {
        assertThatThrownBy(() -> read(ANSWER + "a=x\n".repeat(SdpLines.MAX_LINES))).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> read(ANSWER + "a=" + "x".repeat(SdpLines.MAX_OCTETS))).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> read(ANSWER + "m=audio 1 RTP/AVP 0\n".repeat(17))).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> read(ANSWER.replace("accept-types:message/cpim", "accept-types:" + "a/b ".repeat(101))))
                .isInstanceOf(SdpException.class);
    }

    private static MsrpDescription read(String text) throws SdpException {
        return MsrpDescription.parse(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
