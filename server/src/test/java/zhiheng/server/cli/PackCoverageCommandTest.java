package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.CaughtOutput;

class PackCoverageCommandTest extends CaughtOutput {
    private static final Path TOY = Path.of("../packs/src/test/resources/library");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void coverage_says_of_each_article_how_it_stands_and_why_one_was_left() {
        assertThat(run("packs", "coverage", "--library", TOY, "--lang", "en")).isZero();
        assertThat(said())
                .containsPattern("Art11 +read +Stops +\\[the authority sets the period\\]")
                .containsPattern("Art2 +left out +Purpose +\\[gives no duty\\]")
                .contains("rules read 1/7");
        assertThat(run("packs", "coverage", "--library", TOY, "--lang", "zh")).isZero();
        assertThat(said()).contains("未编入", "规则对照 1/7");
    }

    @Test
    void coverage_is_given_to_programs_too() {
        assertThat(run("packs", "coverage", "--library", TOY, "--json", "--pack", "toy"))
                .isZero();
        var toy = JSON.readTree(said()).at("/packs/0");
        assertThat(toy.at("/counts/left").asInt()).isEqualTo(1);
        assertThat(toy.at("/articles/0/rules/0").asString()).isEqualTo("toy-out");
        assertThat(toy.get("read").asInt()).isEqualTo(1);
    }

    @Test
    void a_pack_without_a_list_is_told() {
        assertThat(run("packs", "coverage", "--library", TOY, "--lang", "en", "--pack", "doll"))
                .isNotZero();
        assertThat(complained()).contains("no pack doll with a list of articles");
    }

    @Test
    void a_rule_is_explained_with_its_reading_its_cases_and_its_condition() {
        assertThat(run("packs", "explain", "toy-hold", "--library", TOY, "--lang", "en"))
                .isZero();
        assertThat(said())
                .contains("Article 11  [Art11]", "2026-11-30  Gazette", "bans included", "toy/cases/all.yaml:7")
                .contains("holds  2023-07-01  A scoring service with many users");
        assertThat(run("packs", "explain", "toy-ban", "--library", TOY, "--lang", "zh"))
                .isZero();
        assertThat(said()).contains("尚未对照原文", "除非", "toy_consent");
    }

    @Test
    void an_explanation_is_given_to_programs_and_an_unknown_rule_is_told() {
        assertThat(run("packs", "explain", "toy-hold", "--library", TOY, "--json"))
                .isZero();
        assertThat(JSON.readTree(said()).at("/rule/read/source/en").asString()).isEqualTo("Gazette");
        assertThat(run("packs", "explain", "toy-holt", "--library", TOY)).isNotZero();
        assertThat(complained()).contains("did you mean 'toy-hold'?");
    }
}
