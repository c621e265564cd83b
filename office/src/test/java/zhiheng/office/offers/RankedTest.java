package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class RankedTest {
    private static List<int[]> lists(Random random, int n, int of) {
        return IntStream.range(0, n)
                .mapToObj(_ -> {
                    var all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
                    Collections.shuffle(all, random);
                    return all.subList(0, random.nextInt(of + 1)).stream()
                            .mapToInt(i -> i)
                            .toArray();
                })
                .toList();
    }

    private static int rank(int[] list, int of) {
        return IntStream.range(0, list.length)
                .filter(i -> list[i] == of)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    @Property(tries = 300)
    void no_need_and_offer_would_both_rather_have_each_other(@ForAll long seed) {
        var random = new Random(seed);
        int needs = random.nextInt(12);
        int offers = 1 + random.nextInt(5);
        var wishes = lists(random, needs, offers);
        var preferences = lists(random, offers, needs);
        var capacity = random.ints(offers, 0, 3).toArray();
        var got = Ranked.match(wishes, preferences, capacity);
        for (int offer = 0; offer < offers; offer++) {
            int of = offer;
            var holders = IntStream.range(0, needs).filter(n -> got[n] == of).toArray();
            assertThat(holders.length).isLessThanOrEqualTo(capacity[offer]);
            for (int need = 0; need < needs; need++) {
                boolean wants = rank(wishes.get(need), offer)
                        < (got[need] == Assignment.NONE ? Integer.MAX_VALUE : rank(wishes.get(need), got[need]));
                int there = rank(preferences.get(offer), need);
                boolean wanted = there < Integer.MAX_VALUE
                        && (holders.length < capacity[offer]
                                || IntStream.of(holders).anyMatch(h -> rank(preferences.get(of), h) > there));
                assertThat(wants && wanted)
                        .as("need %s and offer %s", need, offer)
                        .isFalse();
            }
            assertThat(IntStream.of(holders).map(n -> rank(preferences.get(of), n)))
                    .doesNotContain(Integer.MAX_VALUE);
        }
    }

    @Test
    void of_two_stable_ways_the_needs_get_theirs() {
        var wishes = List.of(new int[] {0, 1}, new int[] {1, 0});
        var preferences = List.of(new int[] {1, 0}, new int[] {0, 1});
        assertThat(Ranked.match(wishes, preferences, 1, 1)).containsExactly(0, 1);
    }

    @Test
    void a_ranking_with_one_twice_is_refused() {
        assertThatThrownBy(() -> Ranked.match(List.of(new int[] {0, 0}), List.of(new int[] {0}), 1))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("twice");
    }
}
