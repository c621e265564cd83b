package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfilledTest {
    @TempDir
    Path folder;

    @Test
    void a_mark_in_a_value_or_behind_one_is_told_with_its_line_and_an_explanation_is_not() throws IOException {
        Files.createDirectories(folder.resolve("law"));
        var file = Files.writeString(
                folder.resolve("law/pack.yaml"),
                "# change what says [fill]\nname: \"[fill] name\"\nwithin: P3D  # [fill] the period\nid: law\n");
        assertThat(Unfilled.in(folder))
                .containsExactly(
                        new Unfilled(file + ":2", "name: \"[fill] name\""),
                        new Unfilled(file + ":3", "within: P3D  # [fill] the period"));
    }

    @Test
    void other_files_and_filled_ones_have_none() throws IOException {
        Files.writeString(folder.resolve("README.md"), "[fill]\n");
        Files.writeString(folder.resolve("pack.yaml"), "id: law\n");
        assertThat(Unfilled.in(folder)).isEmpty();
    }

    /** The template is read as it stands, and says in each of its files what is to be filled in. */
    @Test
    void the_starter_law_passes_its_own_cases_before_anything_is_filled_in() {
        var template = Path.of("templates/starter-law");
        assertThat(PackCases.run(PackLibrary.load(template), template).passed()).isTrue();
        var mutants = PackMutation.run(PackLibrary.load(template), template).get("starter-law");
        assertThat(100.0 * mutants.caught() / mutants.mutants()).isGreaterThanOrEqualTo(95);
        assertThat(Unfilled.in(template))
                .extracting(one -> Path.of(one.place().replaceAll(":[0-9]+$", ""))
                        .getFileName()
                        .toString())
                .contains(
                        "pack.yaml", "facts.yaml", "rules.yaml", "procedures.yaml", "criteria.yaml", "calendars.yaml");
    }
}
