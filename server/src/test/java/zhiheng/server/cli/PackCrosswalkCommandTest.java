package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.CaughtOutput;

class PackCrosswalkCommandTest extends CaughtOutput {
    private static final Path SHIPPED = Path.of("../packs/library");

    @TempDir
    Path folder;

    @Test
    void each_line_names_two_duties_and_the_reason_in_words_and_for_programs() {
        assertThat(run("packs", "crosswalk", "--library", SHIPPED, "--lang", "en"))
                .isZero();
        assertThat(said())
                .contains("eu-ai-act/EU-50-4-A  conflicts  cn-labelling-measures/LB-04-4")
                .contains("cn-deep-synthesis/DS-18  no counterpart in  eu-ai-act");
        assertThat(run("packs", "crosswalk", "--library", SHIPPED, "--json")).isZero();
        var first = JsonMapper.shared().readTree(said()).at("/lines/0");
        assertThat(first.at("/is").asString()).isEqualTo("partly-covers");
        assertThat(first.at("/from/evidence/en").asString()).isNotEmpty();
        var none = JsonMapper.shared().readTree(said()).at("/none/0");
        assertThat(none.at("/in").asString()).isEqualTo("eu-ai-act");
        assertThat(none.at("/why/zh").asString()).isNotEmpty();
    }

    @Test
    void an_sssom_table_that_went_out_comes_back_as_the_file_of_the_library() throws Exception {
        assertThat(run("packs", "crosswalk", "--library", SHIPPED, "--sssom")).isZero();
        var table = Files.writeString(folder.resolve("mine.sssom.tsv"), said());
        assertThat(run("packs", "crosswalk", "--library", SHIPPED, "--import", table))
                .isZero();
        var shipped = Files.readString(SHIPPED.resolve("shared/crosswalk.yaml"));
        assertThat(shipped).endsWith(said());
    }

    @Test
    void a_table_with_an_unknown_duty_is_refused_with_its_line() throws Exception {
        var table = Files.writeString(
                folder.resolve("t.tsv"),
                "subject_id\tpredicate_id\tobject_id\tcomment\neu-ai-act:EU-0\tskos:exactMatch\tx:Y\twhy\n");
        assertThat(run("packs", "crosswalk", "--library", SHIPPED, "--import", table))
                .isNotZero();
        assertThat(complained()).contains("t.tsv:2: unknown duty 'eu-ai-act/EU-0'");
    }
}
