package org.mailiwf.sip;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Keys for both sides of TLS; the far side is called core, and trusted. */
abstract class SipTlsTestSupport extends SipTestSupport {

    @TempDir
    static Path directory;
    static TestKey ours;
    static TestKey core;
    static TestKey stranger;

    @BeforeAll
    static void makeKeys() throws Exception {
        ours = TestKey.create(directory, "ip:127.0.0.1");
        core = TestKey.create(directory, "ip:127.0.0.1");
        stranger = TestKey.create(directory, "dns:elsewhere.example");
    }

    @Override
    void configure(SipComponent sip) {
        sip.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0,tls:127.0.0.1:0");
        sip.setTlsKeyStore(ours.pkcs12());
        sip.setTlsKeyStorePassword(TestKey.PASSWORD);
        sip.setT1(500);
    }

    @BeforeEach
    void trustTheCore() throws Exception {
        component.setTlsTrustStore(core.certificatePem());
    }
}
