package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Permits;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.rooms.traffic.Vault;

/** What a gateway keeps of its office's word, without an office. */
final class FollowedTest {
    private static final String KEY = "zhk_one";

    @TempDir
    Path folder;

    private Path words;
    private Followed followed;

    @BeforeEach
    void follow() throws IOException {
        words = folder.resolve("office");
        followed = opened();
    }

    private Followed opened() throws IOException {
        return new Followed(words, Vault.open(folder.resolve("secret.key")), Permits.elsewhere(Clock.systemUTC()));
    }

    private static SystemWord word(String system, String tenant) {
        return new SystemWord(system, null, null, Map.of(Secrets.hash(KEY), tenant), null, Map.of());
    }

    private static OfficeLine.Word said(boolean all, SystemWord... words) {
        var systems = new java.util.HashMap<String, String>();
        for (var word : words) {
            systems.put(word.system(), word.write());
        }
        return new OfficeLine.Word("run", 1, all, CutOff.DEFAULT, 0, Duration.ZERO, systems);
    }

    @Test
    void a_key_leads_to_its_system_and_tenant_now_and_after_a_restart() throws IOException {
        followed.take(said(true, word("bot", "north")));
        for (var now : new Followed[] {followed, opened()}) {
            assertThat(now.system(KEY)).isEqualTo("bot");
            assertThat(now.tenant(KEY)).isEqualTo("north");
            assertThat(now.system("zhk_other")).isNull();
        }
    }

    @Test
    void a_whole_word_ends_what_it_does_not_name() throws IOException {
        followed.take(said(true, word("bot", "")));
        followed.take(said(false));
        assertThat(followed.system(KEY)).isEqualTo("bot");
        followed.take(said(true));
        assertThat(followed.system(KEY)).isNull();
        assertThat(opened().isEmpty()).isTrue();
    }

    @Test
    void a_word_that_cannot_be_read_takes_from_its_system_what_held() throws IOException {
        followed.take(said(true, word("bot", "")));
        followed.take(new OfficeLine.Word("run", 2, false, CutOff.DEFAULT, 0, Duration.ZERO, Map.of("bot", "{}")));
        assertThat(followed.system(KEY)).isNull();
    }

    @Test
    void what_could_not_be_kept_on_the_disk_is_dropped_from_memory_as_well() throws IOException {
        followed.take(said(true, word("bot", "")));
        Files.delete(words.resolve("bot.word"));
        followed.dropAll();
        assertThat(followed.system(KEY)).isNull();
        assertThat(followed.isEmpty()).isTrue();
    }
}
