package zhiheng.server.rooms.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.Integrity;
import zhiheng.server.testing.CaughtOutput;

class LabelKeygenCommandTest extends CaughtOutput {
    @TempDir
    Path folder;

    @Test
    void it_says_where_the_two_halves_are_and_the_public_key_which_others_may_pin() throws IOException {
        var key = folder.resolve("key.pem");
        assertThat(run("label", "keygen", key, "--lang", "en")).isZero();
        var lines = said().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("private key", key.toString());
        assertThat(lines.get(1)).contains("public key", key + ".pub");
        assertThat(lines.get(2)).isEqualTo(Integrity.publicKey(Sm2KeyFile.privateKey(key)));
        assertThat(complained()).isEmpty();
    }

    @Test
    void it_speaks_chinese_too() {
        assertThat(run("label", "keygen", folder.resolve("key.pem"), "--lang", "zh"))
                .isZero();
        assertThat(said()).contains("私钥", "公钥");
    }

    @Test
    void the_private_key_itself_is_never_printed() throws IOException {
        var key = folder.resolve("key.pem");
        run("label", "keygen", key, "--lang", "en");
        var secret = Sm2KeyFile.privateKey(key).toString(16);
        assertThat(said() + complained()).doesNotContainIgnoringCase(secret).doesNotContain("BEGIN");
    }

    @Test
    void a_name_in_use_and_a_public_half_in_use_are_refused_and_kept() throws IOException {
        var key = Files.writeString(folder.resolve("key.pem"), "precious");
        assertThat(run("label", "keygen", key, "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("exists and is not overwritten");
        assertThat(key).hasContent("precious");
        var half = Files.writeString(folder.resolve("other.pub"), "precious");
        assertThat(run("label", "keygen", folder.resolve("other"), "--lang", "en"))
                .isEqualTo(2);
        assertThat(half).hasContent("precious");
        assertThat(folder.resolve("other"))
                .as("a private key without its public half")
                .doesNotExist();
    }

    @Test
    void a_folder_that_is_not_there_is_said_and_nothing_is_made() throws IOException {
        assertThat(run("label", "keygen", folder.resolve("none/key.pem"), "--lang", "en"))
                .isNotZero();
        assertThat(complained()).contains("none");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void without_a_file_it_says_how_it_is_called() {
        assertThat(run("label", "keygen")).isEqualTo(2);
        assertThat(complained()).contains("KEY");
    }
}
