package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.sip.TestKey;

/** RFC 5922 section 7.1 and 7.2. */
class ServerIdentityTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "dns:core.op.example                      | core.op.example | true",
            "dns:Core.OP.example                      | core.op.example | true",
            "uri:sip:core.op.example                  | core.op.example | true",
            "uri:sip:op.example,dns:core.op.example   | core.op.example | false",
            "uri:https://core.op.example              | core.op.example | false",
            "dns:core.op.example                      | op.example      | false",
            "dns:*.op.example                         | core.op.example | false",
            "dns:peer.example                         | peer            | false",
            "ip:192.0.2.1                             | 192.0.2.1       | true",
            "ip:2001:db8::1                           | [2001:db8:0::1] | true",
            "ip:192.0.2.1                             | 192.0.2.2       | false",
            "dns:a.example,ip:192.0.2.1               | a.example       | true"})
    void aSubjectAltNameIsTheHostOrIsNot(String subjectAltName, String host, boolean matches) throws Exception {
        assertThat(ServerIdentity.matches(host, TestKey.create(directory, subjectAltName).certificate())).isEqualTo(matches);
    }
}
