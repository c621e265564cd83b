package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class AuctionTest {
    private static Market square(int[]... scores) {
        var capacity = new int[scores[0].length];
        Arrays.fill(capacity, 1);
        return market(capacity, scores);
    }

    private static Market market(int[] capacity, int[]... scores) {
        var builder = new Market.Builder(capacity);
        for (var row : scores) {
            builder.need();
            for (int offer = 0; offer < row.length; offer++) {
                if (row[offer] > 0) {
                    builder.pair(offer, row[offer]);
                }
            }
        }
        return builder.build();
    }

    private static Market random(Random random, int needs, int offers, int most) {
        var capacity = random.ints(offers, 0, 4).toArray();
        var scores = new int[needs][offers];
        for (var row : scores) {
            for (int offer = 0; offer < offers; offer++) {
                row[offer] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(most);
            }
        }
        return market(capacity, scores);
    }

    /** The best of all ways, by trying them all. */
    private static long best(Market market, int need, int[] left) {
        if (need == market.needs()) {
            return 0;
        }
        long best = best(market, need + 1, left);
        for (int offer = 0; offer < market.offers(); offer++) {
            if (left[offer] > 0 && market.score(need, offer) > 0) {
                left[offer]--;
                best = Math.max(best, market.score(need, offer) + best(market, need + 1, left));
                left[offer]++;
            }
        }
        return best;
    }

    private static long best(Market market) {
        var left = new int[market.offers()];
        Arrays.setAll(left, market::capacity);
        return best(market, 0, left);
    }

    @Test
    void three_firms_get_twenty_where_first_come_first_served_gets_sixteen() {
        var market = square(new int[] {9, 8, 1}, new int[] {8, 3, 2}, new int[] {6, 5, 4});
        var result = Auction.run(market, 0, 1);
        assertThat(result.total()).isEqualTo(20).isEqualTo(result.bound());
        assertThat(new int[] {result.offerOf(0), result.offerOf(1), result.offerOf(2)})
                .containsExactly(1, 0, 2);
        assertThat(result.why(0, 0)).isEqualTo(new Assignment.Why.Taken(9, 1, 8));
        assertThat(result.why(0, 1)).isEqualTo(new Assignment.Why.Got());
        assertThat(result.why(2, 1)).isEqualTo(new Assignment.Why.Taken(5, 1, 8));
        assertThat(result.why(1, 2)).isEqualTo(new Assignment.Why.GotBetter(0, 8, 2));
    }

    @Property(tries = 300)
    void with_no_tolerance_it_is_the_best_of_all_ways(
            @ForAll long seed, @ForAll @IntRange(max = 7) int needs, @ForAll @IntRange(min = 1, max = 4) int offers) {
        var market = random(new Random(seed), needs, offers, 30);
        var result = Auction.run(market, 0, seed);
        assertThat(result.total()).isEqualTo(best(market)).isEqualTo(result.bound());
    }

    @Property(tries = 200)
    void the_bound_is_never_below_the_best_and_the_gap_is_kept(
            @ForAll long seed, @ForAll @IntRange(max = 7) int needs, @ForAll @IntRange(min = 1, max = 4) int offers) {
        var market = random(new Random(seed), needs, offers, Market.MAX_SCORE);
        var result = Auction.run(market, 0.1, seed);
        long best = best(market);
        assertThat(result.bound()).isGreaterThanOrEqualTo(best);
        assertThat(result.total()).isLessThanOrEqualTo(best);
        assertThat(result.gap()).isLessThanOrEqualTo(0.1);
    }

    @Property(tries = 100)
    void no_offer_serves_more_than_its_places_or_whom_it_may_not(@ForAll long seed) {
        var market = random(new Random(seed), 60, 9, 100);
        var result = Auction.run(market, 0.01, seed);
        var used = new int[market.offers()];
        for (int need = 0; need < market.needs(); need++) {
            if (result.offerOf(need) != Assignment.NONE) {
                used[result.offerOf(need)]++;
                assertThat(market.score(need, result.offerOf(need))).isPositive();
            }
        }
        for (int offer = 0; offer < used.length; offer++) {
            assertThat(used[offer]).isLessThanOrEqualTo(market.capacity(offer));
        }
    }

    @Test
    void equal_firms_have_equal_chances_and_the_same_seed_draws_the_same() {
        var market = market(new int[] {1}, new int[] {5}, new int[] {5}, new int[] {5});
        var wins = new int[3];
        for (int seed = 0; seed < 3_000; seed++) {
            var drawn = Auction.run(market, 0.01, seed);
            for (int need = 0; need < 3; need++) {
                assertThat(drawn.offerOf(need))
                        .isEqualTo(Auction.run(market, 0.01, seed).offerOf(need));
                wins[need] += drawn.offerOf(need) == 0 ? 1 : 0;
            }
        }
        assertThat(Arrays.stream(wins).boxed())
                .allSatisfy(n -> assertThat(n).isBetween(900, 1_100)); // 1,000 give or take four standard errors
    }

    @Test
    void who_may_not_have_a_place_or_where_there_is_none_is_told() {
        var market = market(new int[] {1, 0}, new int[] {5, 9}, new int[] {0, 3});
        var result = Auction.run(market, 0, 1);
        assertThat(result.why(0, 1)).isEqualTo(new Assignment.Why.NoPlaces());
        assertThat(result.why(1, 0)).isEqualTo(new Assignment.Why.NotEligible());
        assertThat(result.offerOf(1)).isEqualTo(Assignment.NONE);
        assertThat(result.price(1)).isInfinite();
    }

    @Test
    void nobody_and_nothing_is_an_assignment_without_a_gap() {
        var none = Auction.run(new Market.Builder(3).build(), 0.01, 1);
        assertThat(none.total()).isZero();
        assertThat(none.gap()).isZero();
        assertThat(Auction.run(new Market.Builder().need().build(), 0, 1).offerOf(0))
                .isEqualTo(Assignment.NONE);
    }

    @Test
    void a_pair_twice_a_score_out_of_range_and_a_negative_capacity_are_refused() {
        var builder = new Market.Builder(1).need().pair(0, 1);
        assertThatThrownBy(() -> builder.pair(0, 2)).isInstanceOf(Refusal.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> builder.need().pair(0, 0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> builder.pair(0, Market.MAX_SCORE + 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> builder.pair(1, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Market.Builder(1).pair(0, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Market.Builder(-1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Auction.run(builder.build(), 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
