package org.mailiwf.smtpd.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;

import javax.net.ssl.SSLException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRecordsTest {

    private static void scan(String hex, int pieces) throws SSLException {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        TlsRecords records = new TlsRecords();
        for (int at = 0; at < octets.length; at += pieces) {
            records.scan(octets, at, Math.min(pieces, octets.length - at));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
    void dataAlertsAndEmptyRecordsPassInPiecesOfAnySize(int pieces) {
        assertThatCode(() -> scan("1703030003 161616 1703030000 1703030001 16 1503030002 0100 17030301", pieces)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
    void handshakeIsRefusedWhereverItBegins(int pieces) {
        assertThatThrownBy(() -> scan("1703030003 161616 1703030000 16", pieces)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> scan("16", pieces)).isInstanceOf(SSLException.class);
    }
}
