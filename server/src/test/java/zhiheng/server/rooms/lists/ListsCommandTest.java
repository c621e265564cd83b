package zhiheng.server.rooms.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.CaughtOutput;

/** {@code ./zhiheng lists} as a shell runs it. */
class ListsCommandTest extends CaughtOutput {
    @TempDir
    Path folder;

    private int check(String list, String facts, String language) throws Exception {
        var file = folder.resolve("act.yaml");
        Files.writeString(file, "name: An act\nfacts: " + facts + "\n");
        return run(
                "lists",
                "--library",
                "../packs/library",
                "--lang",
                language,
                "check",
                list,
                file,
                "--as-of",
                "2026-11-29");
    }

    @Test
    void the_lists_are_shown_and_an_act_is_checked_with_an_exit_code_that_scripts_can_use() throws Exception {
        assertThat(run("lists", "--library", "../packs/library", "--lang", "en"))
                .isZero();
        assertThat(said()).contains("market-access-2025", "tolerance", "pre-decision");
        assertThat(check("officials-may-not", "{oc_scene: banquet}", "zh")).isEqualTo(1);
        assertThat(said()).contains("不得为", "宴请");
        assertThat(check(
                        "market-access-2025",
                        "{ma_nonpublic: true, ma_news: [none], ma_finance: false, ma_goods: [none]}",
                        "en"))
                .isZero();
        assertThat(said()).contains("Only entries that could be confirmed are here");
        assertThat(check("market-access-2025", "{ma_news: [gather]}", "en")).isEqualTo(1);
        assertThat(said()).contains("missing: Is there capital");
        assertThat(check("market-access-2025", "{ma_news: [none], ma_finance: false, ma_goods: [drone]}", "en"))
                .as("a permit is asked for, not a ban")
                .isZero();
        assertThat(said()).contains("Permit required", "unmanned aircraft");
        assertThat(check("market", "{}", "en")).isEqualTo(2);
        assertThat(complained()).contains("market-access-2025");
    }
}
