package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private final Balancer balancer = new Balancer();

    private static Route route(List<Integer> weights) {
        var upstreams = new ArrayList<Upstream>();
        for (int i = 0; i < weights.size(); i++) {
            upstreams.add(new Upstream(
                    "u" + i,
                    URI.create("http://127.0.0.1:1/v1"),
                    "",
                    weights.get(i),
                    Map.of(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)));
        }
        return new Route("bot", upstreams, 3, "");
    }

    @Property
    void the_order_has_each_upstream_once_and_the_fallbacks_last_as_they_stand(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 1000) Integer> weights, @ForAll long seed) {
        var route = route(weights);
        var order = balancer.order(route, new Random(seed));
        assertThat(order).containsExactlyInAnyOrderElementsOf(route.upstreams());
        var fallbacks = route.upstreams().stream().filter(u -> u.weight() == 0).toList();
        assertThat(order.subList(order.size() - fallbacks.size(), order.size())).isEqualTo(fallbacks);
    }

    @Test
    void the_first_is_drawn_by_weight() {
        var route = route(List.of(1, 2, 0, 7));
        var random = new Random(5);
        var firsts = new HashMap<String, Integer>();
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            firsts.merge(balancer.order(route, random).getFirst().id(), 1, Integer::sum);
        }
        // five standard deviations of a binomial
        for (var expected : Map.of("u0", 0.1, "u1", 0.2, "u3", 0.7).entrySet()) {
            double p = expected.getValue();
            assertThat((double) firsts.get(expected.getKey()))
                    .as(expected.getKey())
                    .isCloseTo(p * draws, org.assertj.core.data.Offset.offset(5 * Math.sqrt(p * (1 - p) * draws)));
        }
        assertThat(firsts).doesNotContainKey("u2");
    }

    @Test
    void the_health_of_an_upstream_is_its_own_within_a_system() {
        var upstream = route(List.of(1)).upstreams().getFirst();
        assertThat(balancer.breaker("bot", upstream, "m"))
                .isSameAs(balancer.breaker("bot", upstream, "m"))
                .isNotSameAs(balancer.breaker("other", upstream, "m"));
    }
}
