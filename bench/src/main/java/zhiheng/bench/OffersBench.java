package zhiheng.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import zhiheng.office.offers.Auction;
import zhiheng.office.offers.Market;

/**
 * 10,000 needs and 2,000 offers with three places each: time, worth and proven gap of the assignment beside "the best pair first".
 * The needs and offers are made: each has a place on a map and a field of work, and a pair is worth more the nearer both are.
 */
public final class OffersBench {
    private OffersBench() {}

    public static void main(String[] args) {
        int needs = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int offers = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        System.out.printf("%-38s %10s %12s %10s %10s%n", "", "pairs", "worth", "gap", "seconds");
        for (double share : new double[] {0.05, 0.3, 1}) {
            for (int places : new int[] {3, 8}) {
                var market = market(needs, offers, places, share, 7);
                var name = "%.0f %% eligible, %d places".formatted(share * 100, places);
                for (int warm = 0; warm < 2; warm++) {
                    long from = System.nanoTime();
                    var result = Auction.run(market, 0.01, 1);
                    double seconds = (System.nanoTime() - from) / 1e9;
                    if (warm == 1) {
                        System.out.printf(
                                "%-38s %10d %12d %9.2f%% %10.2f%n",
                                name + ", ours", market.pairs(), result.total(), 100 * result.gap(), seconds);
                    }
                    if (warm == 1) {
                        from = System.nanoTime();
                        long greedy = bestPairFirst(market);
                        System.out.printf(
                                "%-38s %10s %12d %9.2f%% %10.2f%n",
                                name + ", best pair first",
                                "",
                                greedy,
                                100.0 * (result.bound() - greedy) / result.bound(),
                                (System.nanoTime() - from) / 1e9);
                    }
                }
            }
        }
    }

    private static Market market(int needs, int offers, int places, double share, long seed) {
        var random = new Random(seed);
        var capacity = new int[offers];
        Arrays.fill(capacity, places);
        var builder = new Market.Builder(capacity);
        var at = random.doubles(4L * offers).toArray();
        for (int need = 0; need < needs; need++) {
            builder.need();
            var own = random.doubles(4).toArray();
            for (int offer = 0; offer < offers; offer++) {
                if (random.nextDouble() < share) {
                    double distance = 0;
                    for (int d = 0; d < 4; d++) {
                        distance += Math.pow(own[d] - at[4 * offer + d], 2);
                    }
                    builder.pair(offer, 1 + (int) (9_999 * Math.exp(-2 * distance)));
                }
            }
        }
        return builder.build();
    }

    private static long bestPairFirst(Market market) {
        record Pair(int need, int offer, int score) {}
        var left = new int[market.offers()];
        Arrays.setAll(left, market::capacity);
        var served = new boolean[market.needs()];
        long total = 0;
        var pairs = IntStream.range(0, market.needs())
                .boxed()
                .flatMap(need -> IntStream.range(0, market.offers())
                        .filter(offer -> market.score(need, offer) > 0)
                        .mapToObj(offer -> new Pair(need, offer, market.score(need, offer))))
                .sorted(Comparator.comparingInt(Pair::score).reversed());
        for (var it = pairs.iterator(); it.hasNext(); ) {
            var pair = it.next();
            if (left[pair.offer()] > 0 && !served[pair.need()]) {
                left[pair.offer()]--;
                served[pair.need()] = true;
                total += pair.score();
            }
        }
        return total;
    }
}
