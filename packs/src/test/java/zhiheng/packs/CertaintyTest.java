package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertaintyTest {
    @TempDir
    Path folder;

    /** The toy law with every rule of one letter marked by another. */
    private String withLetter(String letter, String rule) throws IOException {
        Toy.broken(folder, "toy/pack.yaml", "  C:", "  %s: {zh: 另, en: Other}\n  C:".formatted(letter));
        var rules = folder.resolve("toy/rules.yaml");
        var text = Files.readString(rules);
        int start = text.indexOf("- id: " + rule + "\n");
        var marked =
                text.substring(0, start) + text.substring(start).replaceFirst("confidence: C", "confidence: " + letter);
        Files.writeString(rules, marked);
        try {
            PackLibrary.load(folder);
            return "";
        } catch (PackException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "A,BAN",
        "C,BAN",
        "V,BAN",
        "Q,BAN",
        "G,BAN",
        "D,DUTY",
        "S,DUTY",
        "O,DUTY",
        "M,DUTY",
        "K,DUTY",
        "U,REMARK"
    })
    void a_letter_decides_the_same_in_every_pack(String letter, Certainty certainty) {
        assertThat(Certainty.of(letter)).isEqualTo(certainty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "", "CV", "v"})
    void what_is_no_known_letter_bans_nothing(String letter) {
        assertThat(Certainty.of(letter)).isEqualTo(Certainty.DUTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M", "S", "D"})
    void a_ban_that_nobody_read_is_refused_where_it_stands(String letter) throws IOException {
        assertThat(withLetter(letter, "toy-ban"))
                .contains("toy/rules.yaml:10: rule toy-ban: what is marked " + letter + " never decides a ban");
    }

    @Test
    void what_is_unconfirmed_gives_no_duty_and_no_tier_and_a_note_it_may_be() throws IOException {
        assertThat(withLetter("U", "toy-duty-report")).contains("is unconfirmed and may only be a note");
    }

    @Test
    void a_note_may_carry_the_letter_of_the_unconfirmed() throws IOException {
        assertThat(withLetter("U", "toy-out")).isEmpty();
    }

    @Test
    void a_duty_from_memory_is_a_duty() throws IOException {
        assertThat(withLetter("M", "toy-duty-report")).isEmpty();
    }

    @Test
    void a_rule_from_memory_cannot_say_that_it_was_read() throws IOException {
        assertThat(withLetter("M", "toy-hold")).contains("rule toy-hold", "`read` and the letter M contradict");
    }

    @Test
    void a_prohibition_from_memory_is_refused_as_a_ban_is() throws IOException {
        var rules = Toy.FOLDER.resolve("toy/rules.yaml");
        assertThat(Files.readString(rules)).contains("nature: continuous");
        Toy.broken(folder, "toy/rules.yaml", "nature: continuous", "nature: prohibition");
        var text = Files.readString(folder.resolve("toy/rules.yaml"));
        int at = text.indexOf("- id: toy-duty-report");
        Files.writeString(
                folder.resolve("toy/rules.yaml"),
                text.substring(0, at) + text.substring(at).replaceFirst("confidence: C", "confidence: M"));
        var pack = folder.resolve("toy/pack.yaml");
        Files.writeString(pack, Files.readString(pack).replace("  C:", "  M: {zh: 忆, en: Memory}\n  C:"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> PackLibrary.load(folder)))
                .hasMessageContaining("rule toy-duty-report")
                .hasMessageContaining("never decides a ban or a prohibition");
    }

    @Test
    void what_a_letter_may_is_said_in_both_languages() {
        for (var certainty : Certainty.values()) {
            assertThat(certainty.may().zh()).isNotBlank();
            assertThat(certainty.may().en()).isNotBlank();
        }
    }

    /** A letter that says that the text was read is borne out by where and when. */
    @Test
    void a_shipped_rule_whose_letter_says_read_says_where_and_when() {
        for (var pack : Shipped.LIBRARY.packs()) {
            assertThat(pack.rules().stream()
                            .filter(rule -> "CV".contains(rule.confidence()) && rule.read() == null)
                            .map(Pack.Rule::id))
                    .as(pack.id())
                    .isEmpty();
        }
    }
}
