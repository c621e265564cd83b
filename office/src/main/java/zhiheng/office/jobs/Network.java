package zhiheng.office.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A table with totals as a network: each row and each column is a node, each cell an edge that carries its number, and at each node
 * as much comes in as goes out. What a hidden number could be instead is then what can be sent around a circle of hidden edges
 * (D. Gusfield, "A graph theoretic approach to statistical data security", SIAM Journal on Computing 17, 1988): more without limit,
 * less down to nothing.
 */
final class Network {
    /** As good as no limit, and far from overflow. */
    static final int UNLIMITED = Integer.MAX_VALUE / 4;

    private record Arc(int to, int edge, boolean withFlow) {}

    private final Counts counts;
    private final List<List<Arc>> arcs = new ArrayList<>();
    private final int[] from;
    private final int[] to;
    private final boolean[] pinned;

    Network(Counts counts) {
        this(counts, false);
    }

    /** @param pinTotals whether the totals of the columns, in the last row, may never be hidden */
    Network(Counts counts, boolean pinTotals) {
        this.counts = counts;
        int width = counts.columns() + 1;
        int edges = (counts.rows() + 1) * width;
        from = new int[edges];
        to = new int[edges];
        pinned = new boolean[edges];
        Arrays.fill(pinned, counts.rows() * width, edges, pinTotals);
        for (int node = 0; node < counts.rows() + 1 + width; node++) {
            arcs.add(new ArrayList<>());
        }
        for (int edge = 0; edge < edges; edge++) {
            int row = edge / width;
            int column = counts.rows() + 1 + edge % width;
            boolean outOfRow = (row == counts.rows()) == (edge % width == counts.columns());
            from[edge] = outOfRow ? row : column;
            to[edge] = outOfRow ? column : row;
            arcs.get(from[edge]).add(new Arc(to[edge], edge, true));
            arcs.get(to[edge]).add(new Arc(from[edge], edge, false));
        }
    }

    int edge(int row, int column) {
        return row * (counts.columns() + 1) + column;
    }

    private int value(int edge) {
        return counts.at(edge / (counts.columns() + 1), edge % (counts.columns() + 1));
    }

    /** How much more a hidden number could be, up to a limit, for all that the shown ones say. */
    int more(int edge, boolean[] hidden, int limit) {
        return circle(edge, to[edge], from[edge], hidden, limit, false);
    }

    /** How much less it could be, up to a limit. */
    int less(int edge, boolean[] hidden, int limit) {
        return circle(edge, from[edge], to[edge], hidden, Math.min(limit, value(edge)), false);
    }

    /** Hides further cells, such as cost least, until the number could be this much more. @return whether that is possible */
    boolean hideUntilMore(int edge, boolean[] hidden, int wanted) {
        return circle(edge, to[edge], from[edge], hidden, wanted, true) == wanted;
    }

    boolean hideUntilLess(int edge, boolean[] hidden, int wanted) {
        return circle(edge, from[edge], to[edge], hidden, wanted, true) == wanted;
    }

    /** Sends up to {@code limit} from one node to another past the edge, by the cheapest ways; a hidden edge costs nothing. */
    private int circle(int around, int start, int end, boolean[] hidden, int limit, boolean hide) {
        var sent = new int[from.length];
        int total = 0;
        while (total < limit) {
            var way = cheapest(around, start, end, hidden, sent, hide);
            if (way.isEmpty()) {
                break;
            }
            int amount = limit - total;
            for (var arc : way) {
                amount = Math.min(amount, room(arc, sent));
            }
            for (var arc : way) {
                sent[arc.edge()] += arc.withFlow() ? amount : -amount;
                if (hide) {
                    hidden[arc.edge()] = true;
                }
            }
            total += amount;
        }
        return total;
    }

    private int room(Arc arc, int[] sent) {
        return arc.withFlow() ? UNLIMITED - sent[arc.edge()] : value(arc.edge()) + sent[arc.edge()];
    }

    private List<Arc> cheapest(int around, int start, int end, boolean[] hidden, int[] sent, boolean hide) {
        record Reached(int node, long cost) {}
        var cost = new long[arcs.size()];
        var by = new Arc[arcs.size()];
        Arrays.fill(cost, Long.MAX_VALUE);
        cost[start] = 0;
        var queue = new PriorityQueue<Reached>(Comparator.comparingLong(Reached::cost));
        queue.add(new Reached(start, 0));
        while (!queue.isEmpty()) {
            var at = queue.poll();
            if (at.cost() > cost[at.node()] || at.node() == end) {
                continue;
            }
            for (var arc : arcs.get(at.node())) {
                if (arc.edge() == around
                        || (!hidden[arc.edge()] && (!hide || pinned[arc.edge()]))
                        || room(arc, sent) == 0) {
                    continue;
                }
                long next = at.cost() + (hidden[arc.edge()] ? 0 : 1L + value(arc.edge()));
                if (next < cost[arc.to()]) {
                    cost[arc.to()] = next;
                    by[arc.to()] = arc;
                    queue.add(new Reached(arc.to(), next));
                }
            }
        }
        var way = new ArrayDeque<Arc>();
        for (int node = end; cost[end] < Long.MAX_VALUE && node != start; ) {
            var arc = by[node];
            way.addFirst(arc);
            node = arc.withFlow() ? from[arc.edge()] : to[arc.edge()];
        }
        return List.copyOf(way);
    }
}
