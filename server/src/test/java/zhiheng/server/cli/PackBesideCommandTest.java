package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.CaughtOutput;

class PackBesideCommandTest extends CaughtOutput {
    private static final Path SHIPPED = Path.of("../packs/library");

    @TempDir
    Path folder;

    @Test
    void what_is_left_for_the_second_is_told_with_the_reason_and_summed_up() {
        assertThat(run("packs", "beside", "EU", "KR", "--library", SHIPPED, "--lang", "en"))
                .isZero();
        assertThat(said())
                .contains("served           kr-ai-basic-act/KR-31-3")
                .contains("served in part   kr-ai-basic-act/KR-31-1")
                .contains("eu-ai-act/EU-50-1 covers in part kr-ai-basic-act/KR-31-1: Telling at first interaction")
                .containsPattern("served \\d+, served in part \\d+, in conflict 0, left to do \\d+");
    }

    @Test
    void with_a_system_only_what_it_owes_is_compared() throws Exception {
        var chat = Files.writeString(
                folder.resolve("chat.yaml"),
                "name: Chat\nfacts: {infers: true, generates: [text], offered_in: [korea], kr_operator: true,"
                        + " kr_defence: false, kr_areas: []}\n");
        assertThat(run("packs", "beside", "EU", "KR", chat, "--library", SHIPPED, "--json", "--as-of", "2026-11-30"))
                .isZero();
        var answer = JsonMapper.shared().readTree(said());
        assertThat(answer.at("/counts/served").asInt()).isZero();
        assertThat(answer.at("/counts/left").asInt())
                .isEqualTo(answer.at("/duties").size());
        assertThat(said()).contains("KR-31-2").doesNotContain("KR-34-1");
    }

    @Test
    void what_was_looked_for_and_not_found_is_told_apart_from_what_nobody_compared() {
        assertThat(run("packs", "beside", "EU", "cn-minors-online", "--library", SHIPPED, "--lang", "en"))
                .isZero();
        assertThat(said())
                .contains("left to do       cn-minors-online/MP-46-1")
                .contains("no counterpart in eu-ai-act: The Act asks nobody to verify who a user is.")
                .containsPattern("not compared \\d+");
        assertThat(run("packs", "beside", "EU", "cn-minors-online", "--library", SHIPPED, "--json"))
                .isZero();
        var answer = JsonMapper.shared().readTree(said());
        assertThat(answer.at("/notCompared").asInt())
                .isLessThan(answer.at("/counts/left").asInt());
    }

    @Test
    void an_unknown_place_is_told_with_those_there_are() {
        assertThat(run("packs", "beside", "EU", "KRR", "--library", SHIPPED)).isNotZero();
        assertThat(complained()).contains("did you mean 'KR'?", "US-CO");
    }
}
