package zhiheng.office.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.packs.Facts;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/** The lists that ship, and what is refused of lists. */
class ListsTest {
    private static final Path FOLDER = Path.of("../packs/lists");
    private static final PackLibrary LIBRARY = PackLibrary.load(FOLDER);
    private static final Lists LISTS = Lists.load(LIBRARY, FOLDER);

    private static ListCheck check(String list, Map<String, Object> facts) {
        return LISTS.check(LISTS.find(list).orElseThrow(), Facts.of(LIBRARY, facts), LocalDate.parse("2026-11-29"));
    }

    @Test
    void a_firm_of_private_capital_that_edits_news_with_a_model_is_prohibited_and_one_that_reposts_needs_a_permit() {
        var edits = check(
                "market-access-2025", Map.of("ma_nonpublic", true, "ma_news", List.of("gather"), "ma_finance", false));
        assertThat(edits.verdict()).isEqualTo(ListCheck.Verdict.LISTED);
        assertThat(edits.answer()).isEqualTo(Answer.PROHIBITED);
        assertThat(edits.hits().getFirst().because()).extracting("fact").contains("ma_nonpublic", "ma_news");
        assertThat(check(
                                "market-access-2025",
                                Map.of("ma_nonpublic", true, "ma_news", List.of("repost"), "ma_finance", false))
                        .answer())
                .isEqualTo(Answer.PERMIT);
    }

    @Test
    void what_no_entry_fits_is_not_called_free_and_a_list_that_is_not_all_here_says_so() {
        var model = check(
                "market-access-2025",
                Map.of(
                        "ma_nonpublic",
                        true,
                        "ma_news",
                        List.of("none"),
                        "ma_finance",
                        false,
                        "ma_goods",
                        List.of("none")));
        assertThat(model.verdict()).isEqualTo(ListCheck.Verdict.NOT_FOUND);
        assertThat(model.list().otherwise().en()).contains("filing", "labelling");
        assertThat(check("officials-may-not", Map.of("oc_scene", "other")).verdict())
                .isEqualTo(ListCheck.Verdict.NOT_LISTED);
        assertThat(LISTS.all()).allSatisfy(l -> {
            assertThat(l.otherwise().zh()).matches(".*(不等于|不能).*");
            assertThat(l.entries()).isNotEmpty();
        });
    }

    @Test
    void an_answer_that_is_missing_leaves_the_check_unsure_while_it_could_make_it_graver() {
        var unsure = check("market-access-2025", Map.of("ma_news", List.of("gather", "repost"), "ma_finance", false));
        assertThat(unsure.answer()).isEqualTo(Answer.PERMIT);
        assertThat(unsure.verdict()).isEqualTo(ListCheck.Verdict.UNSURE);
        assertThat(unsure.open().getFirst().missing()).containsExactly("ma_nonpublic");
        var grave = check("market-access-2025", Map.of("ma_finance", true));
        assertThat(grave.verdict()).isEqualTo(ListCheck.Verdict.LISTED);
    }

    @Test
    void a_dinner_is_red_a_listing_is_reported_and_a_paid_work_meal_is_in_order() {
        assertThat(check("officials-may-not", Map.of("oc_scene", "banquet")).answer())
                .isEqualTo(Answer.FORBIDDEN);
        assertThat(check("officials-may", Map.of("oc_scene", "open_event")).answer())
                .isEqualTo(Answer.REPORT);
        assertThat(check("officials-may", Map.of("oc_scene", "meal", "oc_meal_standard", true, "oc_meal_paid", true))
                        .answer())
                .isEqualTo(Answer.ALLOWED);
    }

    @Test
    void a_list_that_was_not_in_force_on_the_day_says_nothing() {
        var list = LISTS.find("measure-bans").orElseThrow();
        var facts = Facts.of(LIBRARY, Map.of("fc_reviewed", false));
        assertThat(LISTS.check(list, facts, LocalDate.parse("2019-12-31")).verdict())
                .isEqualTo(ListCheck.Verdict.NOT_IN_FORCE);
        assertThat(LISTS.check(list, facts, LocalDate.parse("2024-08-01")).verdict())
                .isEqualTo(ListCheck.Verdict.LISTED);
    }

    @Test
    void tolerance_never_covers_what_its_list_excludes() {
        var stopped = check(
                "tolerance",
                Map.of(
                        "tol_region",
                        "henan",
                        "tol_direction",
                        true,
                        "tol_ban",
                        false,
                        "tol_procedure",
                        true,
                        "tol_diligent",
                        true,
                        "tol_gain",
                        false,
                        "tol_stop",
                        true,
                        "tol_grave",
                        List.of("none")));
        assertThat(stopped.says(Answer.COVERED)).isTrue();
        assertThat(stopped.answer()).isEqualTo(Answer.EXCLUDED);
    }

    private static void refused(Path folder, String lists, String... parts) throws Exception {
        var pack = Files.createDirectories(folder.resolve("cn-officials"));
        for (var file : List.of("pack.yaml", "facts.yaml", "rules.yaml")) {
            Files.copy(
                    FOLDER.resolve("cn-officials").resolve(file),
                    pack.resolve(file),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(pack.resolve("lists.yaml"), lists);
        var library = PackLibrary.load(folder);
        assertThatThrownBy(() -> Lists.load(library, folder))
                .isInstanceOf(PackException.class)
                .hasMessageContainingAll(parts);
    }

    private static final String HEAD = "- list: x\n  kind: %s\n  title: {zh: 甲, en: A}\n  about: {zh: 甲, en: A}\n"
            + "  otherwise: {zh: 甲, en: A}\n%s  entries:\n    - rule: %s\n";

    @Test
    void a_list_that_says_what_it_may_not_is_refused_at_its_line(@TempDir Path folder) throws Exception {
        refused(folder, HEAD.formatted("negative", "", "oc-visit"), "lists.yaml:7", "forbidden, review");
        refused(folder, HEAD.formatted("negative", "", "oc-gifts"), "lists.yaml:7", "oc-gift");
        refused(folder, HEAD.formatted("negativ", "", "oc-gift"), "lists.yaml:2", "pre-decision");
        refused(folder, HEAD.formatted("negative", "  items: 1\n", "oc-gift"), "lists.yaml:6", "greater than");
        refused(folder, HEAD.formatted("negative", "", "oc-gift"), "rule oc-bills stands in no list");
        refused(folder, HEAD.formatted("negative", "", "oc-gift\n    - rule: oc-gift"), "stands in two lists");
    }
}
