package org.mailiwf.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "127.0.0.0/8,::1|127.255.0.1|true", "127.0.0.0/8,::1|128.0.0.1|false", "127.0.0.0/8,::1|::1|true", "127.0.0.0/8,::1|::2|false",
        "127.0.0.0/8|::ffff:127.0.0.1|true", "192.0.2.128/25|192.0.2.127|false", "192.0.2.128/25|192.0.2.128|true",
        "192.0.2.7|192.0.2.7|true", "192.0.2.7|192.0.2.6|false", "10.0.0.0/9|10.127.255.255|true", "10.0.0.0/9|10.128.0.0|false",
        "0.0.0.0/0|255.255.255.255|true", "0.0.0.0/0|::1|false", "::/0|2001:db8::1|true", "::/0|1.2.3.4|false",
        "2001:db8::/33|2001:db8:7fff::1|true", "2001:db8::/33|2001:db8:8000::1|false", "fe80::/10|fe80::1%eth0|true",
        " 10.0.0.1 , 10.0.0.2 |10.0.0.2|true", "0.0.0.0/0|localhost|false", "0.0.0.0/0|1.2.3|false", "0.0.0.0/0|01.2.3.4|false",
        "::/0|::g|false", "::/0|:::|false", "0.0.0.0/0|256.1.1.1|false"
    })
    void networkHoldsTheAddressesOfItsPrefix(String networks, String address, boolean contained) {
        assertThat(Networks.parse(networks).contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.1/8", "::1/64", "::/129", "10.0.0", "face",
        "1.2.3.4.5",
        "mail.example", "10.0.0.0/8/8", "1.2.3.+4", "::1%eth0/x"
    })
    void whatIsNoNetworkIsRefusedWithoutAskingTheDns(String networks) {
        assertThatIllegalArgumentException().isThrownBy(() -> Networks.parse(networks)).withMessage(Networks.ALLOWED);
    }

    @Test
    void addressesOfConnectionsAreLookedUpToo() throws Exception {
        Networks networks = Networks.parse("192.0.2.0/24,2001:db8::/32");
        assertThat(networks.contains(InetAddress.getByName("192.0.2.9"))).isTrue();
        assertThat(networks.contains(InetAddress.getByName("2001:db8::9"))).isTrue();
        assertThat(networks.contains(InetAddress.getByName("198.51.100.9"))).isFalse();
        assertThat(Networks.parse("").isEmpty()).isTrue();
    }
}
