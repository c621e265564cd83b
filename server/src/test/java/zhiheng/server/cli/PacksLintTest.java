package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.SmallPacks;

class PacksLintTest extends CaughtOutput {
    @TempDir
    Path folder;

    @Test
    void a_file_of_procedures_is_checked_before_it_is_installed_and_each_fault_has_its_line() throws Exception {
        var packs = SmallPacks.in(folder);
        var library = packs.resolve("library").toString();
        var good = packs.resolve("incidents/cn-incident-grades/procedures.yaml");
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", good.toString()))
                .as(complained())
                .isZero();
        assertThat(said()).contains("cn-incident  nothing wrong");

        var bad = Files.writeString(
                folder.resolve("procedures.yaml"),
                Files.readString(good)
                        .replace("to: contained, by: [commander, watch]", "to: response, by: [commander]"));
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", bad.toString()))
                .isEqualTo(1);
        assertThat(said())
                .contains("stage 'contained' is never reached", "deadlock: from stage 'response'", "procedures.yaml:");
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", "nowhere.yaml"))
                .isNotZero();
        assertThat(complained()).contains("There is no file nowhere.yaml");
    }
}
