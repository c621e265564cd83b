package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SecretsTest {
    @Test
    void a_secret_has_256_bits_and_fits_into_an_address_and_a_cookie() {
        var secret = Secrets.random();
        assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(32);
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void no_two_secrets_are_alike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(Secrets.random())).isTrue();
        }
    }

    /** From FIPS 180-4's example "abc": hashes stored by any version must stay findable. */
    @Test
    void a_hash_is_sha_256_in_hexadecimal() {
        assertThat(Secrets.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Secrets.hash("钥匙")).matches("[0-9a-f]{64}").isNotEqualTo(Secrets.hash("锁"));
    }

    @Test
    void the_csrf_token_follows_from_the_cookie_and_is_neither_it_nor_its_stored_hash() {
        var cookie = Secrets.random();
        assertThat(Secrets.csrf(cookie))
                .isEqualTo(Secrets.csrf(cookie))
                .isNotEqualTo(Secrets.csrf(Secrets.random()))
                .isNotEqualTo(cookie);
        assertThat(Base64.getUrlDecoder().decode(Secrets.csrf(cookie)))
                .isNotEqualTo(java.util.HexFormat.of().parseHex(Secrets.hash(cookie)));
    }

    @Test
    void the_same_means_every_character() {
        assertThat(Secrets.same("abc", "abc")).isTrue();
        assertThat(Secrets.same("", "")).isTrue();
        assertThat(Secrets.same("abc", "abd")).isFalse();
        assertThat(Secrets.same("abc", "abcd")).isFalse();
        assertThat(Secrets.same("", "a")).isFalse();
    }
}
