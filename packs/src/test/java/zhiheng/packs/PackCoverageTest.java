package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCoverageTest {
    @TempDir
    Path folder;

    private static PackCoverage.Article article(PackCoverage.Report report, String ref) {
        return report.articles().stream()
                .filter(a -> a.ref().equals(ref))
                .findFirst()
                .orElseThrow();
    }

    private PackCoverage.Report toy(String was, String now) {
        var changed = Toy.broken(folder, "toy/articles.yaml", was, now);
        return PackCoverage.of(PackLibrary.load(changed), changed).getFirst();
    }

    @Test
    void an_article_stands_as_its_rules_stand() {
        var report = PackCoverage.of(Toy.LIBRARY, Toy.FOLDER).getFirst();
        assertThat(article(report, "Art11").state()).isEqualTo(PackCoverage.State.READ);
        assertThat(article(report, "Art5").state()).isEqualTo(PackCoverage.State.UNREAD);
        assertThat(article(report, "Art5").rules()).extracting(Pack.Rule::id).containsExactly("toy-ban");
        assertThat(article(report, "Art2").state()).isEqualTo(PackCoverage.State.LEFT);
        assertThat(report.count(PackCoverage.State.UNREAD)).isEqualTo(7);
    }

    @Test
    void a_rule_of_another_place_is_named_by_its_id() {
        var report = PackCoverage.of(Toy.LIBRARY, Toy.FOLDER).getFirst();
        assertThat(article(report, "Art8").rules()).extracting(Pack.Rule::id).containsExactly("toy-duty-rms");
    }

    @Test
    void an_article_without_a_rule_and_without_a_reason_is_missing() {
        var report = toy(", left: {zh: 不产生义务, en: gives no duty}", "");
        assertThat(article(report, "Art2").state()).isEqualTo(PackCoverage.State.MISSING);
    }

    @Test
    void article_1_is_not_article_11() {
        var report = PackCoverage.of(Toy.LIBRARY, Toy.FOLDER).getFirst();
        assertThat(article(report, "Art1").rules()).extracting(Pack.Rule::id).containsExactly("toy-out");
    }

    @Test
    void a_rule_without_an_article_a_misspelt_rule_and_an_article_twice_are_told() {
        assertThatThrownBy(() -> toy("- {ref: Art50,", "- {ref: Art51,"))
                .hasMessageContaining("toy/articles.yaml:1")
                .hasMessageContaining("toy-transparency");
    }

    @Test
    void a_rule_under_by_that_is_not_there_is_told_with_the_nearest() {
        assertThatThrownBy(() -> toy("[toy-duty-rms]", "[toy-duty-rsm]")).hasMessageContaining("'toy-duty-rms'");
    }

    @Test
    void an_article_twice_is_told() {
        assertThatThrownBy(() -> toy("ref: Art50", "ref: Art5")).hasMessageContaining("listed twice");
    }

    /** What ships: every article has rules or a reason. */
    @Test
    void no_article_of_a_listed_instrument_is_missing_from_its_pack() {
        var folder = Path.of("library");
        var reports = PackCoverage.of(PackLibrary.load(folder), folder);
        assertThat(reports)
                .extracting(r -> r.pack().id())
                .contains("eu-ai-act", "cn-genai-measures", "cn-deep-synthesis", "cn-labelling-measures");
        assertThat(reports)
                .allSatisfy(r -> assertThat(r.articles())
                        .as(r.pack().id())
                        .noneMatch(a -> a.state() == PackCoverage.State.MISSING));
    }

    @Test
    void every_chinese_pack_that_ships_lists_its_articles_and_none_is_missing() {
        var listed = PackCoverage.of(Shipped.LIBRARY, Path.of("library"));
        for (var pack : Shipped.LIBRARY.packs()) {
            if (pack.id().startsWith("cn-")) {
                assertThat(listed)
                        .as(pack.id())
                        .anyMatch(report -> report.pack().id().equals(pack.id()));
            }
        }
        assertThat(listed).allMatch(report -> report.count(PackCoverage.State.MISSING) == 0);
    }
}
