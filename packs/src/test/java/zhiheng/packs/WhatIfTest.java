package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfTest {
    private static final Path POLICIES = Path.of("policies");
    private static final Path CITY = POLICIES.resolve("example-city-vouchers");
    private static final LocalDate DAY = LocalDate.parse("2026-12-01");

    @TempDir
    Path folder;

    private Path draft;

    @BeforeEach
    void copy() throws IOException {
        draft = Files.createDirectory(folder.resolve("draft"));
        for (var name : List.of("pack.yaml", "facts.yaml", "rules.yaml")) {
            Files.copy(CITY.resolve(name), draft.resolve(name));
        }
    }

    private void edit(String from, String to) throws IOException {
        var rules = draft.resolve("rules.yaml");
        var text = Files.readString(rules);
        assertThat(text).contains(from);
        Files.writeString(rules, text.replace(from, to));
    }

    private static Map<String, Object> firm(String size, String sector) {
        return Map.of(
                "org_region", "example_city", "org_size", size, "org_sector", sector, "org_needs", List.of("compute"));
    }

    private WhatIf whatIf() {
        return new WhatIf(PackLibrary.load(POLICIES), DraftLibrary.read(POLICIES, draft), DAY);
    }

    @Test
    void a_draft_that_changes_nothing_differs_nowhere() {
        var replay = whatIf();
        assertThat(replay.replay("a", firm("small", "software"))).isEmpty();
        assertThat(replay.report().differ()).isZero();
        assertThat(replay.report().seen()).isEqualTo(1);
    }

    @Test
    void a_wider_condition_is_counted_by_size_and_sector_with_examples() throws IOException {
        edit("org_small_now && 'compute' in org_needs", "'compute' in org_needs");
        var replay = whatIf();
        replay.replay("small", firm("small", "software"));
        replay.replay("large one", firm("large", "software"));
        replay.replay("large two", firm("large", "trade"));
        replay.replay(
                "no sector",
                Map.of("org_region", "example_city", "org_size", "large", "org_needs", List.of("compute")));
        replay.replay("elsewhere", Map.of("org_region", "elsewhere", "org_size", "large"));
        var report = replay.report();
        assertThat(report.seen()).isEqualTo(5);
        assertThat(report.differ()).isEqualTo(3);
        var gained = report.effects().stream()
                .filter(m -> m.effect().change() == WhatIf.Change.TIER_GAINED)
                .toList();
        assertThat(gained).hasSize(1);
        assertThat(gained.getFirst().effect().what()).isEqualTo("support · Article 3");
        assertThat(gained.getFirst().bySize()).isEqualTo(Map.of("large", 3));
        assertThat(gained.getFirst().bySector()).isEqualTo(Map.of("software", 1, "trade", 1, "unknown", 1));
        assertThat(gained.getFirst().examples()).containsExactly("large one", "large two", "no sector");
    }

    @Test
    void what_is_taken_away_is_a_loss() throws IOException {
        edit("org_small_now && 'compute' in org_needs", "org_size == 'micro' && 'compute' in org_needs");
        var effects = whatIf().replay("a", firm("small", "software"));
        assertThat(effects).extracting(WhatIf.Effect::change).contains(WhatIf.Change.TIER_LOST);
    }

    @Test
    void a_new_pack_stands_beside_the_others() throws IOException {
        var pack = draft.resolve("pack.yaml");
        Files.writeString(pack, Files.readString(pack).replaceFirst("(?m)^id: .*$", "id: my-draft"));
        var rules = draft.resolve("rules.yaml");
        Files.writeString(rules, Files.readString(rules).replace("id: ex-", "id: my-"));
        Files.delete(draft.resolve("facts.yaml"));
        var effects = whatIf().replay("a", firm("small", "software"));
        assertThat(effects).contains(new WhatIf.Effect(WhatIf.Change.TIER_GAINED, "my-draft", "support · Article 3"));
    }

    @Test
    void a_wrong_draft_is_told_in_its_own_file_and_line() throws IOException {
        edit("'compute' in org_needs\"", "'compute' in org_wishes\"");
        assertThatThrownBy(() -> DraftLibrary.read(POLICIES, draft))
                .isInstanceOf(PackException.class)
                .hasMessageContaining(draft.resolve("rules.yaml") + ":");
        assertThatThrownBy(() -> DraftLibrary.read(POLICIES, folder))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("no pack.yaml");
    }

    @Test
    void answers_that_cannot_be_read_are_told_and_in_no_count() {
        var replay = whatIf();
        assertThat(replay.replay("bad", Map.of("org_size", "gigantic"))).isEmpty();
        assertThat(replay.report().unread()).singleElement().asString().startsWith("bad: ");
        assertThat(replay.report().differ()).isZero();
    }
}
