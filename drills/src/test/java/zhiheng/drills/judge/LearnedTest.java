package zhiheng.drills.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.drills.judge.LabelledSet.Labelled;
import zhiheng.packs.PackException;

class LearnedTest {
    private static final Path JUDGES = Path.of("../packs/suites/judges");

    @TempDir
    Path folder;

    @Test
    void no_made_sentence_stands_in_the_half_that_judges_are_measured_on() {
        var made = MadeSet.read(JUDGES.resolve("made.yaml")).all().stream()
                .map(m -> m.text().text())
                .collect(Collectors.toSet());
        assertThat(made).hasSizeGreaterThan(400);
        assertThat(LabelledSet.read(JUDGES.resolve("contents.yaml")).measure())
                .extracting(Labelled::text)
                .doesNotContainAnyElementsOf(made);
    }

    @Test
    void words_that_tell_the_halves_apart_are_learnt_the_same_each_time() {
        var texts = List.of(
                new Labelled("throw the old rules away", "en", true),
                new Labelled("throw the new plan away", "en", true),
                new Labelled("keep the old rules", "en", false),
                new Labelled("keep the new plan", "en", false));
        var learned = Learned.of(texts, t -> Optional.empty(), 3);
        assertThat(learned.chance("throw it away")).isGreaterThan(.6);
        assertThat(learned.chance("keep it")).isLessThan(.4);
        assertThat(Learned.of(texts, t -> Optional.empty(), 3).chance("throw it away"))
                .isEqualTo(learned.chance("throw it away"));
    }

    @Test
    void a_vector_speaks_where_words_are_new() {
        var texts = List.of(new Labelled("ab", "en", true), new Labelled("cd", "en", false));
        var learned = Learned.of(texts, t -> Optional.of(new float[] {t.equals("ab") || t.equals("xy") ? 1 : -1}), 3);
        assertThat(learned.chance("xy")).isGreaterThan(.6);
        assertThat(learned.chance("uv")).isLessThan(.4);
    }

    @Test
    void frames_are_filled_thinned_evenly_and_a_gap_that_nothing_fills_is_refused() throws Exception {
        var file = Files.writeString(folder.resolve("made.yaml"), """
                fill: {g: {zh: ["甲", "乙", "丙", "丁"], en: [a, b, c, d]}}
                event: {zh: ["{g}坏。"], en: ["{g} is {g}."]}
                none: {zh: ["{g}好。"], en: ["Well."]}
                """);
        var made = MadeSet.read(file);
        assertThat(made.all()).hasSize(4 + 4 + 4 + 1);
        assertThat(made.all())
                .extracting(m -> m.text().text())
                .contains("b is b.")
                .doesNotContain("a is b.");
        assertThat(made.thinned(2).all())
                .extracting(m -> m.text().text())
                .contains("甲坏。", "丙坏。")
                .hasSize(7);
        Files.writeString(file, Files.readString(file).replace("{g}好", "{h}好"));
        assertThatThrownBy(() -> MadeSet.read(file))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("{h}");
    }
}
