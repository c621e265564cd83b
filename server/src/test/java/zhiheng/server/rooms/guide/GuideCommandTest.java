package zhiheng.server.rooms.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.CaughtOutput;

/** {@code ./zhiheng guide} as a shell runs it. */
class GuideCommandTest extends CaughtOutput {
    @TempDir
    Path folder;

    private int guide(Path profile, String language) {
        return run("guide", profile, "--library", "../packs/library", "--as-of", "2026-11-29", "--lang", language);
    }

    @Test
    void the_example_may_claim_its_money_by_a_day_and_reads_why() {
        assertThat(guide(Path.of("../packs/policies/example-city-vouchers/small-supplier.yaml"), "en"))
                .isZero();
        assertThat(said()).contains("You may get", "Payment by a public body within 30 days", "2026-10-01", "because:");
        assertThat(guide(Path.of("../packs/policies/example-city-vouchers/small-supplier.yaml"), "zh"))
                .isZero();
        assertThat(said()).contains("可以享受", "机关、事业单位三十日内付款");
    }

    @Test
    void a_profile_that_contradicts_itself_is_refused_and_names_the_question() throws Exception {
        var file = folder.resolve("p.yaml");
        Files.writeString(file, "name: x\nfacts: {org_size: micro, org_headcount: 400}\n");
        assertThat(guide(file, "en")).isEqualTo(2);
        assertThat(complained()).contains("org_size", "No industry counts 300 people");
    }
}
