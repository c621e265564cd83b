package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class RoundTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    private static Offer offer(String id, int capacity, long price, Place place, String... ranking) {
        return new Offer(
                id,
                "owner",
                Offer.Kind.COMPUTE,
                id,
                "",
                place,
                "u",
                capacity,
                0,
                price,
                TODAY,
                TODAY.plusYears(1),
                "",
                List.of(),
                List.of(ranking),
                true,
                1);
    }

    private static Asker asker(String id, long most, Place place, String... ranking) {
        return new Asker(
                new Asking(
                        id,
                        "org-" + id,
                        Offer.Kind.COMPUTE,
                        id,
                        "",
                        place,
                        0,
                        most,
                        TODAY,
                        List.of(ranking),
                        Asking.State.OPEN,
                        1),
                Standing.NONE,
                Set.of());
    }

    private static int[] free(List<Offer> offers) {
        return offers.stream().mapToInt(Offer::free).toArray();
    }

    private static Round hold(Round.Method method, List<Offer> offers, List<Asker> askers) {
        return Round.of(method, offers, free(offers), askers, TODAY, 7);
    }

    @Test
    void what_was_not_got_is_called_dearer_farther_or_taken_with_the_figures() {
        var shanghai = new Place("Shanghai", 31.2, 121.5);
        var beijing = new Place("Beijing", 39.9, 116.4);
        var offers = List.of(
                offer("near", 1, 100, shanghai), offer("far", 1, 100, beijing), offer("dear", 1, 900, shanghai));
        var round = hold(Round.Method.ASSIGNMENT, offers, List.of(asker("one", 1000, shanghai)));
        var lines = round.outcomes().getFirst().lines();
        assertThat(lines.getFirst().sort()).isEqualTo(Round.Line.Sort.GOT);
        assertThat(lines.getFirst().offer()).isEqualTo("near");
        assertThat(lines)
                .anySatisfy(l ->
                        assertThat(l.text().en()).startsWith("farther: score").contains("1071 km"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l.text().zh()).startsWith("更贵").contains("900 元"));
        var two = hold(
                Round.Method.ASSIGNMENT,
                offers.subList(0, 1),
                List.of(asker("one", 1000, shanghai), asker("two", 1000, beijing)));
        assertThat(two.outcomes().get(1).offer()).isNull();
        assertThat(two.outcomes().get(1).lines().getFirst().text().en())
                .contains("do more good for, or are the only choice of, 1 others", "score here");
    }

    @Test
    void nobody_gets_a_place_of_the_own_organisation_or_of_a_pair_once_refused() {
        var offers = List.of(offer("a", 5, 0, Place.ANYWHERE));
        var own = new Asker(
                new Asking(
                        "x",
                        "owner",
                        Offer.Kind.COMPUTE,
                        "",
                        "",
                        Place.ANYWHERE,
                        0,
                        -1,
                        TODAY,
                        List.of(),
                        Asking.State.OPEN,
                        1),
                Standing.NONE,
                Set.of());
        var refused = new Asker(asker("y", -1, Place.ANYWHERE).asking(), Standing.NONE, Set.of("a"));
        var round = hold(Round.Method.ASSIGNMENT, offers, List.of(own, refused));
        assertThat(round.outcomes()).allSatisfy(o -> {
            assertThat(o.offer()).isNull();
            assertThat(o.eligible()).isZero();
        });
        assertThat(round.outcomes().getFirst().lines().getFirst().text().en()).contains("own offer");
    }

    @Test
    void in_a_stable_round_who_ranks_takes_nobody_else() {
        var offers = List.of(
                offer("a", 1, 0, Place.ANYWHERE, "two"),
                offer("b", 1, 0, Place.ANYWHERE),
                offer("c", 0, 0, Place.ANYWHERE));
        var round = hold(
                Round.Method.STABLE,
                offers,
                List.of(asker("one", -1, Place.ANYWHERE, "a", "c"), asker("two", -1, Place.ANYWHERE)));
        assertThat(round.outcomes().get(0).offer()).isNull();
        assertThat(round.outcomes().get(0).lines())
                .extracting(l -> l.text().en())
                .anySatisfy(text -> assertThat(text).startsWith("Its owner did not rank this asking."))
                .anySatisfy(text -> assertThat(text).startsWith("The asker did not rank it."))
                .anySatisfy(text -> assertThat(text).isEqualTo("It is full."));
        assertThat(round.bound()).isZero();
    }

    @Property(tries = 60)
    void every_round_keeps_to_capacity_and_eligibility_and_every_line_is_true(@ForAll long seed) {
        var random = new Random(seed);
        var offers = new ArrayList<Offer>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            offers.add(offer(
                    "o" + i,
                    random.nextInt(3),
                    random.nextInt(1000),
                    random.nextBoolean()
                            ? Place.ANYWHERE
                            : new Place("p", random.nextDouble() * 50, random.nextDouble() * 100)));
        }
        var askers = new ArrayList<Asker>();
        for (int i = 0; i < random.nextInt(30); i++) {
            askers.add(asker(
                    "n" + i,
                    random.nextInt(3) == 0 ? -1 : random.nextInt(1000),
                    new Place("q", random.nextDouble() * 50, random.nextDouble() * 100)));
        }
        for (var method : Round.Method.values()) {
            var round = Round.of(method, offers, free(offers), askers, TODAY, seed);
            var used = new java.util.HashMap<String, Integer>();
            for (int i = 0; i < askers.size(); i++) {
                var outcome = round.outcomes().get(i);
                int of = i;
                var got = outcome.offer();
                if (got != null) {
                    used.merge(got.id(), 1, Integer::sum);
                    assertThat(Fit.of(got, askers.get(i), TODAY).eligible()).isTrue();
                }
                assertThat(new HashSet<>(
                                outcome.lines().stream().map(Round.Line::offer).toList()))
                        .hasSameSizeAs(outcome.lines());
                outcome.lines().forEach(l -> {
                    var fit = Fit.of(
                            offers.stream()
                                    .filter(o -> o.id().equals(l.offer()))
                                    .findFirst()
                                    .orElseThrow(),
                            askers.get(of),
                            TODAY);
                    assertThat(fit.eligible()).isEqualTo(l.sort() != Round.Line.Sort.NOT_ELIGIBLE);
                    assertThat(l.text().en()).isNotBlank();
                });
            }
            offers.forEach(o -> assertThat(used.getOrDefault(o.id(), 0)).isLessThanOrEqualTo(o.capacity()));
            if (method == Round.Method.ASSIGNMENT) {
                assertThat(round.bound() - round.total()).isLessThanOrEqualTo((long) Math.ceil(0.01 * round.bound()));
            }
        }
    }

    @Test
    void a_score_is_within_its_bounds_and_falls_with_price_distance_and_waiting() {
        var here = new Place("here", 0.0, 0.0);
        var there = new Place("there", 0.0, 90.0);
        var later = new Offer(
                "x",
                "o",
                Offer.Kind.DATA,
                "x",
                "",
                there,
                "u",
                1,
                0,
                999,
                TODAY.plusYears(2),
                TODAY.plusYears(3),
                "",
                List.of(),
                List.of(),
                true,
                1);
        var worst = Fit.of(later, asker("a", 999, here), TODAY);
        assertThat(worst.eligible()).isTrue();
        assertThat(worst.score())
                .isEqualTo(Market.MAX_SCORE - Fit.OF_PRICE - Fit.OF_DISTANCE - Fit.OF_WAIT)
                .isPositive();
        assertThat(Fit.of(offer("y", 1, 0, Place.ANYWHERE), asker("a", 0, here), TODAY)
                        .score())
                .isEqualTo(Market.MAX_SCORE);
        assertThat(Fit.of(offer("z", 1, 1, Place.ANYWHERE), asker("a", 0, here), TODAY)
                        .why())
                .extracting(Fit.Why::bar)
                .containsExactly(Fit.Bar.PRICE);
        var ended = new Offer(
                "e",
                "o",
                Offer.Kind.DATA,
                "e",
                "",
                here,
                "u",
                1,
                0,
                0,
                TODAY.minusDays(9),
                TODAY.minusDays(1),
                "",
                List.of(),
                List.of(),
                true,
                1);
        assertThat(Fit.of(ended, asker("a", -1, here), TODAY).why())
                .extracting(Fit.Why::bar)
                .containsExactly(Fit.Bar.TIME);
    }

    @Test
    void places_and_figures_that_cannot_be_are_refused() {
        assertThat(Place.of("x", "31.2, 121.5").coordinates()).isEqualTo("31.2,121.5");
        for (var wrong : Arrays.asList("31.2", "north,east", "99,0", "1,2,3", "NaN,1")) {
            assertThatThrownBy(() -> Place.of("x", wrong)).as(wrong).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> offer("a", -1, 0, Place.ANYWHERE)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> offer("a", 1, -1, Place.ANYWHERE)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> asker("a", -2, Place.ANYWHERE)).isInstanceOf(Refusal.class);
        var many = java.util.Collections.nCopies(Round.MOST_OFFERS + 1, offer("a", 1, 0, Place.ANYWHERE));
        assertThatThrownBy(() -> hold(Round.Method.ASSIGNMENT, many, List.of()))
                .hasMessageContaining("One round takes");
    }
}
