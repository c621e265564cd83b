package zhiheng.gateway.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The order in which the upstreams of a route are tried, and how healthy each has been, model by model. */
public final class Balancer {
    /** Callers choose the names of models: beyond so many an upstream's are judged together. */
    private static final int MOST = 10_000;

    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    /** All upstreams, the weighted ones in an order drawn by weight without replacement, then the fallbacks. */
    List<Upstream> order(Route route, RandomGenerator random) {
        if (route.upstreams().size() == 1) {
            return route.upstreams();
        }
        var left = new ArrayList<>(
                route.upstreams().stream().filter(u -> u.weight() > 0).toList());
        var order = new ArrayList<Upstream>(route.upstreams().size());
        while (!left.isEmpty()) {
            int at = random.nextInt(left.stream().mapToInt(Upstream::weight).sum());
            int i = 0;
            while (at >= left.get(i).weight()) {
                at -= left.get(i++).weight();
            }
            order.add(left.remove(i));
        }
        route.upstreams().stream().filter(u -> u.weight() == 0).forEach(order::add);
        return order;
    }

    /** What is known of a model there; a model that fails says nothing about the others. */
    Breaker breaker(String system, Upstream upstream, String model) {
        var whole = system + "/" + upstream.id();
        var one = whole + "/" + model;
        var key = breakers.size() < MOST || breakers.containsKey(one) ? one : whole;
        return breakers.computeIfAbsent(key, k -> new Breaker());
    }
}
