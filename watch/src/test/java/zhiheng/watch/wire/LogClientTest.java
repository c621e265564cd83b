package zhiheng.watch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;

class LogClientTest {
    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("client.properties"), text);
    }

    /** Guards against a password in a log: whoever prints the settings prints names. */
    @Test
    void its_text_has_names_and_no_value() throws Exception {
        var client = LogClient.of(
                file("security.protocol=SASL_SSL\nsasl.jaas.config=X required password=\"s3cret\";\n"), "--client");
        assertThat(client.settings()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(client.toString()).contains("sasl.jaas.config").doesNotContain("s3cret", "SASL_SSL");
    }

    /** Guards against a file that quietly takes exactly-once away. */
    @Test
    void what_decides_about_exactly_once_is_refused_by_name() throws Exception {
        for (var name :
                new String[] {"acks", "enable.idempotence", "isolation.level", "transactional.id", "group.id"}) {
            assertThatThrownBy(() -> LogClient.of(file(name + "=s3cret\n"), "--client"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            e -> assertThat(e.text().en())
                                    .startsWith(name + " in ")
                                    .doesNotContain("s3cret"));
        }
    }

    @Test
    void a_file_that_is_not_there_or_none_is_refused() throws Exception {
        assertThatThrownBy(() -> LogClient.of(folder.resolve("none"), "--client"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> LogClient.of(file("ssl.x=\\u12\n"), "--client"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> LogClient.of(file("ssl.x=" + "y".repeat(70_000)), "--client"))
                .isInstanceOf(Refusal.class);
    }
}
