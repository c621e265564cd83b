package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTextTest {
    private static final Path SHIPPED = Path.of("../packs/library");
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");

    @Test
    void in_memory_it_is_the_library_that_the_files_are() {
        var text = LibraryText.of(SHIPPED);
        var folder = PackLibrary.load(SHIPPED);
        var memory = LibraryText.unzip(text.zip()).library();
        assertThat(memory.packs()).isEqualTo(folder.packs());
        Map<String, Object> answers = Map.of("infers", true);
        assertThat(memory.evaluate(Facts.of(memory, answers), DAY))
                .isEqualTo(folder.evaluate(Facts.of(folder, answers), DAY));
        assertThat(text.zip().length).isLessThan(400_000);
    }

    @Test
    void the_digest_follows_every_file_and_says_which_packs_changed() {
        var text = LibraryText.of(SHIPPED);
        assertThat(LibraryText.unzip(text.zip()).digest()).isEqualTo(text.digest());
        var other = text.with("eu-ai-act/rules.yaml", with(text, "eu-ai-act/rules.yaml", "# "))
                .with("shared/facts.yaml", with(text, "shared/facts.yaml", "# "));
        assertThat(other.digest()).isNotEqualTo(text.digest());
        assertThat(other.changedSince(text)).isEqualTo(List.of("eu-ai-act", "shared"));
        assertThat(text.changedSince(text)).isEmpty();
    }

    @Test
    void what_is_wrong_is_told_with_the_files_own_name_and_line() {
        var text = LibraryText.of(SHIPPED);
        var broken = text.with("eu-ai-act/rules.yaml", "- id: [".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(broken::library)
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("eu-ai-act/rules.yaml:1");
    }

    private static byte[] with(LibraryText text, String name, String more) {
        return (new String(text.files().get(name), StandardCharsets.UTF_8) + more).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_library_knows_the_wording_that_it_was_read_from_wherever_it_came_from(@TempDir Path temp) {
        var text = LibraryText.of(Toy.FOLDER);
        var cache = new LibraryCache(List.of(temp), "program");
        assertThat(PackLibrary.load(Toy.FOLDER).digest()).isEqualTo(text.digest());
        assertThat(text.library().digest()).isEqualTo(text.digest());
        assertThat(cache.load(Toy.FOLDER).digest()).isEqualTo(text.digest());
        assertThat(cache.load(Toy.FOLDER).digest()).isEqualTo(text.digest());
        var other = text.with("toy/rules.yaml", "# none\n".getBytes(StandardCharsets.UTF_8));
        assertThat(other.digest()).isNotEqualTo(text.digest());
    }
}
