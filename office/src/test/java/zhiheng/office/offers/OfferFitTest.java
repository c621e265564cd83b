package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.office.offers.Fit.Bar;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/** What stands against a place is told; what does not makes the score, whose three parts are printed. */
class OfferFitTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("../packs/policies"));
    private static final Place SHANGHAI = Place.of("上海", "31.23,121.47");
    private static final Place BEIJING = Place.of("北京", "39.90,116.41");

    private static Offer offer(Place place, long price, LocalDate starts, String measure, String... conditions) {
        return new Offer(
                "o1",
                "owner",
                Offer.Kind.COMPUTE,
                "hours",
                "",
                place,
                "1,000 GPU hours",
                3,
                1,
                price,
                starts,
                starts.plusYears(1),
                measure,
                Condition.read(LIBRARY, String.join("\n", conditions)),
                List.of(),
                true,
                1);
    }

    private static Asking asking(int reach, long most, LocalDate from) {
        return new Asking(
                "a1",
                "asker",
                Offer.Kind.COMPUTE,
                "hours",
                "",
                SHANGHAI,
                reach,
                most,
                from,
                List.of(),
                Asking.State.OPEN,
                1);
    }

    private static Asker asker(Asking asking) {
        return new Asker(asking, Standing.NONE, Set.of());
    }

    private static List<Bar> bars(Offer offer, Asker asker) {
        return Fit.of(offer, asker, TODAY).why().stream().map(Fit.Why::bar).toList();
    }

    @Test
    void what_is_free_near_and_at_once_has_the_whole_score() {
        var fit = Fit.of(offer(SHANGHAI, 0, TODAY, ""), asker(asking(100, 0, TODAY)), TODAY);
        assertThat(fit.eligible()).isTrue();
        assertThat(fit.score()).isEqualTo(Market.MAX_SCORE);
        assertThat(fit.parts().en()).isEqualTo("free · no distance · at once");
        assertThat(fit.parts().zh()).isEqualTo("免费 · 无距离 · 随时可用");
    }

    @Test
    void price_distance_and_waiting_cost_the_printed_shares() {
        var dear = Fit.of(offer(Place.ANYWHERE, 500, TODAY, ""), asker(asking(0, 1_000, TODAY)), TODAY);
        assertThat(dear.score()).isEqualTo(Market.MAX_SCORE - Fit.OF_PRICE / 2);
        var late = Fit.of(offer(Place.ANYWHERE, 0, TODAY.plusDays(365), ""), asker(asking(0, -1, TODAY)), TODAY);
        assertThat(late.score()).isEqualTo(Market.MAX_SCORE - Fit.OF_WAIT);
        var far = Fit.of(offer(BEIJING, 0, TODAY, ""), asker(asking(0, -1, TODAY)), TODAY);
        assertThat(far.score())
                .isBetween(
                        Market.MAX_SCORE - Fit.OF_DISTANCE * 55 / 100, Market.MAX_SCORE - Fit.OF_DISTANCE * 52 / 100);
        assertThat(far.parts().en()).contains("km");
        assertThat(Fit.of(offer(Place.ANYWHERE, 1, TODAY.plusDays(1), ""), asker(asking(0, -1, TODAY)), TODAY)
                        .parts()
                        .en())
                .isEqualTo("1 yuan · no distance · in a day");
    }

    @Test
    void each_thing_that_stands_against_it_is_told_and_no_score_makes_up_for_it() {
        var own = new Asking(
                "a1", "owner", Offer.Kind.COMPUTE, "", "", SHANGHAI, 0, -1, TODAY, List.of(), Asking.State.OPEN, 1);
        var offer = offer(BEIJING, 2_000, TODAY, "");
        assertThat(bars(offer, asker(own))).containsExactly(Bar.OWN);
        assertThat(bars(offer, new Asker(asking(0, -1, TODAY), Standing.NONE, Set.of("o1"))))
                .containsExactly(Bar.REFUSED);
        assertThat(bars(offer, asker(asking(500, 1_000, TODAY.plusYears(2)))))
                .containsExactly(Bar.TIME, Bar.PRICE, Bar.DISTANCE);
        var fit = Fit.of(offer, asker(asking(500, 1_000, TODAY)), TODAY);
        assertThat(fit.score()).isZero();
        assertThat(fit.why().getFirst().text().en()).contains("2000 yuan", "at most 1000");
        assertThat(fit.why().getLast().text().zh()).contains("公里");
    }

    @Test
    void what_has_ended_serves_nobody_even_if_it_was_wanted_earlier() {
        var ended = offer(Place.ANYWHERE, 0, TODAY.minusYears(2), "");
        assertThat(bars(ended, asker(asking(0, -1, TODAY.minusYears(2))))).containsExactly(Bar.TIME);
    }

    @Test
    void a_distance_that_nobody_can_tell_is_open_and_not_far() {
        var nowhere = offer(Place.of("Guiyang", ""), 0, TODAY, "");
        assertThat(bars(nowhere, asker(asking(500, -1, TODAY)))).containsExactly(Bar.UNKNOWN);
        assertThat(Fit.of(nowhere, asker(asking(0, -1, TODAY)), TODAY).score())
                .isEqualTo(Market.MAX_SCORE - Fit.OF_DISTANCE / 2);
    }

    @Test
    void conditions_and_rules_hold_do_not_hold_or_are_open_with_the_question_that_decides() {
        var small = offer(Place.ANYWHERE, 0, TODAY, "", "org_size: micro, small");
        assertThat(bars(small, asker(asking(0, -1, TODAY)))).containsExactly(Bar.UNKNOWN);
        assertThat(bars(small, knowing(Map.of("org_size", "small")))).isEmpty();
        assertThat(bars(small, knowing(Map.of("org_size", "large")))).containsExactly(Bar.CONDITION);
        assertThat(bars(small, knowing(Map.of()))).containsExactly(Bar.UNKNOWN);
        var byRule = offer(Place.ANYWHERE, 0, TODAY, "some-rule");
        assertThat(bars(byRule, asker(asking(0, -1, TODAY)))).containsExactly(Bar.UNKNOWN);
        assertThat(bars(byRule, with(Set.of("some-rule"), Map.of()))).isEmpty();
        assertThat(bars(byRule, with(Set.of(), Map.of()))).containsExactly(Bar.RULE);
        var open = Fit.of(byRule, with(Set.of(), Map.of("some-rule", List.of("org_size"))), TODAY);
        assertThat(open.why().getFirst().bar()).isEqualTo(Bar.UNKNOWN);
        assertThat(open.why().getFirst().text().en())
                .contains(LIBRARY.fact("org_size").question().en());
    }

    private static Asker knowing(Map<String, ?> facts) {
        return new Asker(asking(0, -1, TODAY), Standing.of(LIBRARY, Facts.of(LIBRARY, facts), TODAY), Set.of());
    }

    private static Asker with(Set<String> holds, Map<String, List<String>> missing) {
        return new Asker(
                asking(0, -1, TODAY), new Standing(LIBRARY, Facts.of(LIBRARY, Map.of()), holds, missing), Set.of());
    }

    @Test
    void one_is_worse_than_another_where_it_is_dearer_farther_or_later() {
        var here = Fit.of(offer(SHANGHAI, 10, TODAY, ""), asker(asking(0, -1, TODAY)), TODAY);
        var there = Fit.of(offer(BEIJING, 20, TODAY.plusDays(3), ""), asker(asking(0, -1, TODAY)), TODAY);
        assertThat(there.worseThan(here).en()).isEqualTo("dearer, farther, later");
        assertThat(there.worseThan(here).zh()).isEqualTo("更贵、更远、更晚");
        assertThat(here.worseThan(there).en()).isEmpty();
        assertThat(here.worseThan(here).en()).isEmpty();
    }

    @Property
    void the_score_of_an_eligible_pair_is_at_least_one_and_falls_with_the_price(
            @ForAll @IntRange(max = 2_000_000) int price, @ForAll @IntRange(max = 2_000_000) int more) {
        var asker = asker(asking(0, -1, TODAY));
        int cheap = Fit.of(offer(BEIJING, price, TODAY.plusDays(200), ""), asker, TODAY)
                .score();
        int dear = Fit.of(offer(BEIJING, price + (long) more, TODAY.plusDays(200), ""), asker, TODAY)
                .score();
        assertThat(dear).isBetween(1, cheap);
    }

    @Test
    void numbers_that_no_offer_or_asking_has_are_refused() {
        assertThatThrownBy(() -> offer(SHANGHAI, -1, TODAY, "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> asking(-1, 0, TODAY)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> asking(Asking.FARTHEST + 1, 0, TODAY)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> asking(0, -2, TODAY)).isInstanceOf(Refusal.class);
        assertThat(offer(SHANGHAI, 0, TODAY, "").free()).isEqualTo(2);
    }
}
