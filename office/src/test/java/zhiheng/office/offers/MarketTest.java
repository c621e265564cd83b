package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.office.offers.Assignment.Why;

class MarketTest {
    @Test
    void what_was_put_in_is_what_is_found() {
        var market = new Market.Builder(2, 0, 1)
                .need()
                .pair(2, 10)
                .pair(0, Market.MAX_SCORE)
                .need()
                .need()
                .pair(1, 1)
                .build();
        assertThat(market.needs()).isEqualTo(3);
        assertThat(market.offers()).isEqualTo(3);
        assertThat(market.pairs()).isEqualTo(3);
        assertThat(market.score(0, 0)).isEqualTo(Market.MAX_SCORE);
        assertThat(market.score(0, 1)).isZero();
        assertThat(market.score(0, 2)).isEqualTo(10);
        assertThat(market.score(1, 0)).isZero();
        assertThat(market.score(2, 1)).isEqualTo(1);
        assertThat(market.capacity(1)).isZero();
    }

    @Test
    void what_no_market_has_is_refused() {
        assertThatThrownBy(() -> new Market.Builder(1, -1))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("-1");
        var builder = new Market.Builder(1);
        assertThatThrownBy(() -> builder.pair(0, 5)).as("before any need").isInstanceOf(Refusal.class);
        builder.need().pair(0, 5);
        assertThatThrownBy(() -> builder.pair(0, 6)).hasMessageContaining("twice");
        assertThatThrownBy(() -> builder.pair(1, 5)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> builder.pair(-1, 5)).isInstanceOf(Refusal.class);
        builder.need();
        assertThatThrownBy(() -> builder.pair(0, 0)).hasMessageContaining("from 1 to 10000, not 0");
        assertThatThrownBy(() -> builder.pair(0, Market.MAX_SCORE + 1)).isInstanceOf(Refusal.class);
    }

    @Property(tries = 50)
    void however_many_needs_and_pairs_there_are_none_is_lost(@ForAll long seed) {
        var random = new Random(seed);
        int needs = 1 + random.nextInt(200);
        int offers = 1 + random.nextInt(20);
        var scores = new int[needs][offers];
        var builder = new Market.Builder(new int[offers]);
        for (var row : scores) {
            builder.need();
            for (int offer = 0; offer < offers; offer++) {
                row[offer] = random.nextInt(2) * (1 + random.nextInt(Market.MAX_SCORE));
                if (row[offer] > 0) {
                    builder.pair(offer, row[offer]);
                }
            }
        }
        var market = builder.build();
        for (int need = 0; need < needs; need++) {
            for (int offer = 0; offer < offers; offer++) {
                assertThat(market.score(need, offer)).isEqualTo(scores[need][offer]);
            }
        }
    }

    @Test
    void why_a_need_did_not_get_a_place_is_told_for_every_offer() {
        var market = new Market.Builder(1, 0, 1, 1)
                .need()
                .pair(0, 9)
                .pair(1, 7)
                .pair(2, 5)
                .pair(3, 9)
                .need()
                .pair(0, 8)
                .build();
        var given = new Assignment(market, new int[] {2, 0}, 13, 17, new double[] {1, 0, 0, 0});
        assertThat(given.why(0, 2)).isEqualTo(new Why.Got());
        assertThat(given.why(0, 0)).isEqualTo(new Why.Taken(9, 1, 8));
        assertThat(given.why(0, 1)).isEqualTo(new Why.NoPlaces());
        assertThat(given.why(0, 3)).isEqualTo(new Why.LeftOpen(9));
        assertThat(given.why(1, 3)).isEqualTo(new Why.NotEligible());
        assertThat(given.gap()).isEqualTo(4 / 17.0);
        var better = new Assignment(market, new int[] {0, Assignment.NONE}, 9, 17, new double[4]);
        assertThat(better.why(0, 2)).isEqualTo(new Why.GotBetter(0, 9, 5));
        assertThat(better.why(1, 0)).isEqualTo(new Why.Taken(8, 1, 9));
        assertThat(new Assignment(market, new int[2], 0, 0, new double[4]).gap())
                .isZero();
    }
}
