package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.CaughtOutput;

class PackMutationCommandTest extends CaughtOutput {
    private static final Path TOY = Path.of("../packs/src/test/resources/library");

    @TempDir
    Path folder;

    @Test
    void what_the_cases_miss_is_listed_and_the_share_decides_the_exit_code() {
        assertThat(run("packs", "mutate", "--library", TOY, "--lang", "en")).isZero();
        assertThat(said()).contains("a day later").containsPattern("toy +[0-9]+ mistakes made, [0-9]+ caught");
        assertThat(run("packs", "mutate", "--library", TOY, "--lang", "zh", "--at-least", "95"))
                .isEqualTo(1);
        assertThat(said()).contains("改错");
    }

    @Test
    void proposals_are_written_once_and_never_over_a_file_that_is_there() throws Exception {
        assertThat(run("packs", "mutate", "--library", TOY, "--propose", folder))
                .isZero();
        var file = folder.resolve("toy.yaml");
        assertThat(said()).contains(file.toString());
        assertThat(Files.readString(file)).contains("- case: \"Would show: toy-out: from 2020-01-01 a day later\"");
        Files.writeString(file, "mine");
        assertThat(run("packs", "mutate", "--library", TOY, "--lang", "en", "--propose", folder))
                .isNotZero();
        assertThat(complained()).contains("is not overwritten");
        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    @Test
    void a_pack_that_is_not_there_and_a_share_beyond_100_are_refused() {
        assertThat(run("packs", "mutate", "--library", TOY, "--lang", "en", "--pack", "tay"))
                .isNotZero();
        assertThat(complained()).contains("There is no pack tay");
        assertThat(run("packs", "mutate", "--library", TOY, "--lang", "en", "--at-least", "101"))
                .isNotZero();
        assertThat(complained()).contains("between 0 and 100");
    }
}
