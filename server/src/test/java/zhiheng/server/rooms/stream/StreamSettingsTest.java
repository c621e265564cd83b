package zhiheng.server.rooms.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;

class StreamSettingsTest {
    @TempDir
    Path folder;

    private StreamSettings with(String client) throws Exception {
        var file = Files.writeString(folder.resolve("client.properties"), client);
        return Objects.requireNonNull(
                StreamSettings.of(Map.of("ZHIHENG_KAFKA", "kafka-1:9092", "ZHIHENG_KAFKA_CLIENT", file.toString())));
    }

    /** Guards against settings printed with a password in them. */
    @Test
    void what_lets_a_client_in_goes_to_each_client_and_into_no_text() throws Exception {
        var settings = with("security.protocol=SASL_SSL\nsasl.jaas.config=x password=\"s3cret\";\n");
        assertThat(settings.client(Map.of()))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "kafka-1:9092");
        assertThat(settings.toString()).contains("kafka-1", "sasl.jaas.config").doesNotContain("s3cret");
    }

    @Test
    void a_client_file_cannot_change_what_makes_exactly_once() {
        assertThatThrownBy(() -> with("isolation.level=read_uncommitted\n"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.where()).isEqualTo("ZHIHENG_KAFKA_CLIENT"));
    }
}
