package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.CaughtOutput;

class PackFindCommandTest extends CaughtOutput {
    private static final Path SHIPPED = Path.of("../packs/library");

    @Test
    void rules_are_shown_with_article_law_date_and_letter() {
        assertThat(run("packs", "find", "--words-only", "--library", SHIPPED, "--lang", "en", "social", "scoring"))
                .isZero();
        assertThat(said()).contains("EU Artificial Intelligence Act", "Article ", "2025-");
    }

    @Test
    void programs_get_json_and_nothing_found_is_a_no() {
        assertThat(run("packs", "find", "--words-only", "--library", SHIPPED, "--json", "深度伪造"))
                .isZero();
        var found = JsonMapper.shared().readTree(said());
        assertThat(found.at("/byMeaning").asBoolean()).isFalse();
        assertThat(found.at("/items/0/everyWord").asBoolean()).isTrue();
        assertThat(found.at("/items/0/text/zh").asString()).isNotEmpty();
        assertThat(run("packs", "find", "--words-only", "--library", SHIPPED, "zzqx"))
                .isOne();
    }
}
