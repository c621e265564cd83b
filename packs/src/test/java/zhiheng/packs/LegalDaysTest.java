package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which day it is by which law, and what a finding says while one law is a day ahead of another. */
class LegalDaysTest {
    private static final PackLibrary SHIPPED = Shipped.LIBRARY;
    private static final String BEIJING = "cn-labelling-measures";
    private static final String NEW_YORK = "us-nyc-aedt";

    private static LegalDays at(String instant) {
        return SHIPPED.days(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Test
    void at_one_instant_it_is_tomorrow_in_beijing_and_still_today_in_new_york() {
        var days = at("2026-11-30T17:00:00Z");
        assertThat(days.day()).isEqualTo("2026-11-30");
        assertThat(days.of(BEIJING)).isEqualTo("2026-12-01");
        assertThat(days.of("eu-ai-act")).isEqualTo("2026-11-30");
        assertThat(days.of(NEW_YORK)).isEqualTo("2026-11-30");
        assertThat(days.earliest()).isEqualTo("2026-11-30");
        assertThat(days.latest()).isEqualTo("2026-12-01");
        assertThat(days.plusDays(7).of(BEIJING)).isEqualTo("2026-12-08");
    }

    @Test
    void the_days_are_the_same_until_the_next_midnight_of_one_of_them() {
        assertThat(at("2026-11-30T15:59:59Z")).isEqualTo(at("2026-11-30T15:00:00Z"));
        var turned = at("2026-11-30T16:00:00Z");
        assertThat(turned).isNotEqualTo(at("2026-11-30T15:59:59Z"));
        assertThat(turned.after(at("2026-11-30T15:59:59Z"))).isTrue();
        assertThat(at("2026-11-30T15:59:59Z").after(turned)).isFalse();
    }

    @Test
    void a_day_that_a_person_names_is_one_day_for_all_laws() {
        var days = LegalDays.on(LocalDate.parse("2026-11-30"));
        assertThat(Stream.of(BEIJING, NEW_YORK, "no such law").map(days::of))
                .containsOnly(LocalDate.parse("2026-11-30"));
    }

    /** A law without a zone would fall back to UTC in silence. */
    @Test
    void every_law_that_ships_names_its_zone() {
        assertThat(SHIPPED.packs())
                .allSatisfy(pack -> assertThat(SHIPPED.calendar(pack.jurisdiction()))
                        .as(pack.id())
                        .isNotNull());
        assertThat(SHIPPED.zone(BEIJING)).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(SHIPPED.zone("us-co-admt")).isEqualTo(ZoneId.of("America/Denver"));
        assertThat(SHIPPED.zone("us-ca-ai-transparency")).isEqualTo(ZoneId.of("America/Los_Angeles"));
    }

    @Test
    void a_law_comes_into_force_with_the_midnight_of_its_own_zone() {
        var hiring = Facts.of(
                SHIPPED,
                Map.of(
                        "infers", true,
                        "eu_nexus", List.of("placed_on_eu_market"),
                        "eu_roles", List.of("provider"),
                        "eu_exclusions", List.of(),
                        "eu_purposes", List.of("recruitment"),
                        "eu_recruitment_task", List.of("for_employer")));
        var before = SHIPPED.evaluate(hiring, at("2027-12-01T22:59:59Z"));
        var after = SHIPPED.evaluate(hiring, at("2027-12-01T23:00:00Z"));
        assertThat(before.tier("eu-ai-act")).isNotEqualTo(after.tier("eu-ai-act"));
        assertThat(after.tier("eu-ai-act")).isEqualTo(before.news().getFirst().tier());
        assertThat(before.news().getFirst().from()).isEqualTo("2027-12-02");
    }

    /** Whatever was answered and whenever it is: each law says what it says on its own day. */
    @Property(tries = 60)
    void each_law_says_what_it_says_on_its_own_day(
            @ForAll long seed, @ForAll @LongRange(min = 1_500_000_000L, max = 1_900_000_000L) long second) {
        var random = new Random(seed);
        var facts = AnyAnswers.of(SHIPPED, random);
        // Around a day on which some law begins, where the days of laws tell.
        var milestones = SHIPPED.milestones();
        var near = milestones.get(random.nextInt(milestones.size()));
        var now = random.nextBoolean()
                ? Instant.ofEpochSecond(second)
                : near.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(-90_000, 90_000));
        var days = SHIPPED.days(now, ZoneOffset.UTC);
        var whole = SHIPPED.evaluate(facts, days);
        for (var pack : SHIPPED.packs()) {
            assertThat(of(whole, pack.id()))
                    .as("%s at %s", pack.id(), now)
                    .isEqualTo(of(SHIPPED.evaluate(facts, days.of(pack.id())), pack.id()));
        }
    }

    /** What a finding says of one law. */
    private static List<Object> of(Finding finding, String pack) {
        return List.of(
                finding.outcomes().stream().filter(o -> o.pack().equals(pack)).toList(),
                finding.upcoming().stream().filter(o -> o.pack().equals(pack)).toList(),
                finding.duties().stream().filter(d -> d.pack().equals(pack)).toList(),
                finding.notes().stream().filter(n -> n.pack().equals(pack)).toList(),
                finding.comingNotes().stream()
                        .filter(n -> n.pack().equals(pack))
                        .toList());
    }
}
