package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IANA's registries of special-purpose addresses, by an address at each edge. */
class AddressUseTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, NEVER",
        "0.0.0.1, PRIVATE",
        "1.1.1.1, PUBLIC",
        "10.255.255.255, PRIVATE",
        "11.0.0.0, PUBLIC",
        "100.64.0.0, PRIVATE",
        "100.127.255.255, PRIVATE",
        "100.128.0.0, PUBLIC",
        "127.0.0.1, PRIVATE",
        "169.254.169.254, NEVER",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC",
        "192.0.0.8, NEVER",
        "192.0.0.9, PUBLIC",
        "192.0.0.170, NEVER",
        "192.0.0.192, NEVER",
        "192.0.1.0, PUBLIC",
        "192.0.2.1, PRIVATE",
        "192.88.99.1, NEVER",
        "192.168.1.1, PRIVATE",
        "198.17.255.255, PUBLIC",
        "198.18.0.0, PRIVATE",
        "198.19.255.255, PRIVATE",
        "198.51.100.7, PRIVATE",
        "203.0.113.9, PRIVATE",
        "223.255.255.255, PUBLIC",
        "224.0.0.1, NEVER",
        "240.0.0.1, NEVER",
        "255.255.255.255, NEVER",
        "::, NEVER",
        "::1, PRIVATE",
        "::127.0.0.1, PRIVATE",
        "::169.254.169.254, NEVER",
        "::ffff:10.0.0.1, PRIVATE",
        "64:ff9b::7f00:1, PRIVATE",
        "64:ff9b::a9fe:a9fe, NEVER",
        "64:ff9b::808:808, PUBLIC",
        "64:ff9b:1::1, PRIVATE",
        "100::1, NEVER",
        "100:0:0:1::1, NEVER",
        "2001::1, PRIVATE",
        "2001:1::1, PUBLIC",
        "2001:1::3, PRIVATE",
        "2001:20::1, PRIVATE",
        "2001:db8::1, PRIVATE",
        "2001:200::1, PUBLIC",
        "2002:7f00:1::, PRIVATE",
        "2002:a9fe:a9fe::1, NEVER",
        "2002:808:808::1, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "3fff::1, PRIVATE",
        "5f00::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "fe80::1, NEVER",
        "fec0::1, PRIVATE",
        "ff02::1, NEVER"
    })
    void each_block_of_the_registries_is_used_for_what_it_is_for(String address, AddressUse use) throws Exception {
        assertThat(AddressUse.of(InetAddress.getByName(address))).isEqualTo(use);
    }
}
