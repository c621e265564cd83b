package zhiheng.server.rooms.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
    private static final String PLACE = "upstream bot/u0";

    @TempDir
    Path folder;

    private Path key() {
        return folder.resolve("inner/secret.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-secret", "钥匙🔑"})
    void what_was_locked_opens_at_its_place_also_after_a_restart(String secret) {
        var locked = Vault.open(key()).lock(secret, PLACE);
        assertThat(Vault.open(key()).unlock(locked, PLACE)).isEqualTo(secret);
    }

    @Test
    void a_large_content_comes_back_byte_for_byte() {
        var vault = Vault.open(key());
        var plain = new byte[1 << 20];
        new Random(1).nextBytes(plain);
        assertThat(vault.open(vault.seal(plain, PLACE), PLACE)).isEqualTo(plain);
    }

    @Test
    void a_secret_moved_to_another_place_does_not_open() {
        var vault = Vault.open(key());
        var locked = vault.lock("sk-secret", PLACE);
        assertThatThrownBy(() -> vault.unlock(locked, "upstream other/u0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not open")
                .hasMessageContaining("密文无法打开")
                .hasMessageContaining("upstream other/u0")
                .hasMessageNotContaining("sk-secret");
    }

    @Test
    void another_key_does_not_open_it() {
        var locked = Vault.open(key()).lock("sk-secret", PLACE);
        var other = Vault.open(folder.resolve("other.key"));
        assertThatThrownBy(() -> other.unlock(locked, PLACE)).hasMessageContaining("another key file");
    }

    @Test
    void one_bit_changed_anywhere_or_any_cut_and_it_does_not_open() {
        var vault = Vault.open(key());
        var sealed = vault.seal("sk-secret".getBytes(StandardCharsets.UTF_8), PLACE);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            closed(vault, changed);
        }
        for (int length = 0; length < sealed.length; length++) {
            closed(vault, Arrays.copyOf(sealed, length));
        }
        closed(vault, Arrays.copyOf(sealed, sealed.length + 1));
    }

    private static void closed(Vault vault, byte[] sealed) {
        assertThatThrownBy(() -> vault.open(sealed, PLACE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void what_is_no_base64_does_not_open_and_says_so_the_same_way() {
        var vault = Vault.open(key());
        assertThatThrownBy(() -> vault.unlock("no base64!", PLACE)).hasMessageContaining("does not open");
        assertThatThrownBy(() -> vault.unlock("", PLACE)).hasMessageContaining("does not open");
    }

    /** GCM breaks when a nonce comes twice, and equal ciphertexts would tell equal secrets. */
    @Test
    void one_secret_is_sealed_differently_every_time() {
        var vault = Vault.open(key());
        var nonces = new HashSet<String>();
        for (int i = 0; i < 2_000; i++) {
            var sealed = Base64.getDecoder().decode(vault.lock("same", PLACE));
            assertThat(nonces.add(Arrays.toString(Arrays.copyOf(sealed, 12)))).isTrue();
        }
    }

    /** What others may have to open one day: nonce of 12 bytes, AES-256-GCM, tag of 16 bytes, the place as associated data. */
    @Test
    void a_sealed_secret_is_plain_aes_gcm_as_documented() throws Exception {
        var sealed = Vault.open(key()).seal("sk-secret".getBytes(StandardCharsets.UTF_8), PLACE);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Files.readAllBytes(key()), "AES"),
                new GCMParameterSpec(128, sealed, 0, 12));
        cipher.updateAAD(PLACE.getBytes(StandardCharsets.UTF_8));
        assertThat(cipher.doFinal(sealed, 12, sealed.length - 12)).asString().isEqualTo("sk-secret");
    }

    @Test
    void the_key_is_made_in_a_file_for_its_owner_only_and_then_left_alone() throws Exception {
        Vault.open(key());
        var bytes = Files.readAllBytes(key());
        assertThat(bytes).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        Vault.open(key());
        assertThat(key()).hasBinaryContent(bytes);
        Vault.open(folder.resolve("other.key"));
        assertThat(Files.readAllBytes(folder.resolve("other.key"))).isNotEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void a_damaged_key_file_is_refused_and_not_replaced(int length) throws Exception {
        Files.createDirectories(key().getParent());
        Files.write(key(), new byte[length]);
        assertThatThrownBy(() -> Vault.open(key()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("restore it from a backup")
                .hasMessageContaining("密钥文件损坏")
                .hasMessageContaining("secret.key");
        assertThat(key()).hasBinaryContent(new byte[length]);
    }

    @Test
    void a_folder_in_place_of_the_key_file_is_an_error_and_no_new_key() throws Exception {
        Files.createDirectories(key());
        assertThatThrownBy(() -> Vault.open(key())).isInstanceOf(UncheckedIOException.class);
    }
}
