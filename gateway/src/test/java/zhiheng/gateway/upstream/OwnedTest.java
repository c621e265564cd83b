package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedTest {
    @TempDir
    Path folder;

    @Test
    void who_was_given_a_response_is_known_after_a_restart_and_a_torn_line_is_nobodys() throws Exception {
        var file = folder.resolve("responses");
        try (var owned = new Owned(file)) {
            owned.claim("bot", "resp_1", "main");
            owned.claim("other", "resp_1", "main"); // the first keeps it
            owned.claim("other", "resp_2", "spare");
        }
        Files.writeString(file, "resp_3 bo", StandardOpenOption.APPEND);
        try (var owned = new Owned(file)) {
            assertThat(owned.upstream("bot", "resp_1")).isEqualTo("main");
            assertThat(owned.upstream("other", "resp_1")).isNull();
            assertThat(owned.isOfAnother("other", "resp_1")).isTrue();
            assertThat(owned.upstream("other", "resp_2")).isEqualTo("spare");
            assertThat(owned.upstream("bot", "resp_3")).isNull();
            assertThat(owned.isOfAnother("bot", "resp_3")).isFalse();
        }
    }
}
