package zhiheng.office.offers;

import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;

/**
 * Gives places to needs so that the sum of scores is as large as can be proven cheaply.
 *
 * <p>An auction (D. Bertsekas and D. Castañón, "The auction algorithm for the transportation problem", Annals of Operations Research
 * 20, 1989): each need without a place bids for the one that is worth most to it after its price, as much as it is better than its
 * second choice elsewhere plus a small step; the holder of the cheapest place of that offer makes way and bids again. Prices start at
 * nothing and only rise, and an offer with a free place costs nothing, so that when nobody bids any more each holder is content to
 * within one step.
 *
 * <p>The proof does not rest on that: for <em>any</em> prices that are not negative, no way to give out the places is worth more than
 * the sum over needs of the best they could have after the price (or nothing), plus the sum of all places' prices (weak duality of
 * linear programming). That sum is the bound. While it lies further off than wanted, the auction is held again with a smaller step.
 *
 * <p>Needs that are equal in every score have the same chance: they bid in an order drawn from the seed, which is taken from a
 * checkpoint of the ledger, so that nobody chose it and everybody can draw it again.
 */
public final class Auction {
    /** The last step: with scores multiplied by one more than the needs, it makes a best assignment of whole numbers exact. */
    private static final long FINEST = 1;

    private static final int SHRINK = 5;

    private final Market market;
    private final long unit;
    private final int[] order;
    private final int[] offerOf;
    private final Places[] places;

    private Auction(Market market, long seed) {
        this.market = market;
        unit = market.needs() + 1L;
        order = drawn(market.needs(), seed);
        offerOf = new int[market.needs()];
        places = new Places[market.offers()];
    }

    /**
     * @param tolerance how far below the best the result may be, as a share of it: 0.01 is one part in a hundred; 0 asks for the
     *     best itself, which takes long for many needs
     * @param seed decides between equals
     */
    public static Assignment run(Market market, double tolerance, long seed) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("a tolerance from 0 up to 1 is wanted, not " + tolerance);
        }
        return new Auction(market, seed).run(tolerance);
    }

    private Assignment run(double tolerance) {
        long step = Math.max(FINEST, (long) (tolerance * typical() * unit / 2));
        while (true) {
            hold(step);
            var result = result();
            if (step == FINEST || result.bound() - result.total() <= tolerance * result.bound()) {
                return result;
            }
            step = Math.max(FINEST, step / SHRINK);
        }
    }

    /** The mean over needs of their best score. */
    private double typical() {
        double sum = 0;
        for (int need = 0; need < market.needs(); need++) {
            int best = 0;
            for (int at = market.from(need); at < market.to(need); at++) {
                best = Math.max(best, market.scoreAt(at));
            }
            sum += best;
        }
        return sum / Math.max(1, market.needs());
    }

    private void hold(long step) {
        Arrays.setAll(places, offer -> new Places(market.capacity(offer)));
        Arrays.fill(offerOf, Assignment.NONE);
        var bidders = new Bidders(order);
        while (!bidders.isEmpty()) {
            int need = bidders.next();
            long best = 0;
            long second = 0;
            int wanted = Assignment.NONE;
            for (int at = market.from(need); at < market.to(need); at++) {
                long worth = market.scoreAt(at) * unit - places[market.offerAt(at)].price();
                if (worth > best) {
                    second = best;
                    best = worth;
                    wanted = market.offerAt(at);
                } else if (worth > second) {
                    second = worth;
                }
            }
            if (wanted == Assignment.NONE) {
                continue; // nothing is worth its price to this need, and prices only rise
            }
            int leaves = places[wanted].take(need, places[wanted].price() + best - second + step);
            offerOf[need] = wanted;
            if (leaves != Places.FREE) {
                offerOf[leaves] = Assignment.NONE;
                bidders.again(leaves);
            }
        }
    }

    private Assignment result() {
        long total = 0;
        long bound = 0;
        var prices = new long[market.offers()];
        Arrays.setAll(prices, offer -> places[offer].price());
        for (int need = 0; need < market.needs(); need++) {
            long best = 0;
            for (int at = market.from(need); at < market.to(need); at++) {
                best = Math.max(best, market.scoreAt(at) * unit - prices[market.offerAt(at)]);
                if (market.offerAt(at) == offerOf[need]) {
                    total += market.scoreAt(at);
                }
            }
            bound += best;
        }
        for (int offer = 0; offer < market.offers(); offer++) {
            if (market.capacity(offer) > 0) {
                bound += prices[offer] * market.capacity(offer);
            }
        }
        var inScores = new double[prices.length];
        Arrays.setAll(
                inScores,
                offer -> market.capacity(offer) == 0 ? Double.POSITIVE_INFINITY : prices[offer] / (double) unit);
        return new Assignment(market, offerOf.clone(), total, bound / unit, inScores);
    }

    private static int[] drawn(int n, long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }

    /** The places of one offer: a heap with the cheapest on top. */
    private static final class Places {
        static final int FREE = -1;
        private final long[] paid;
        private final int[] holder;

        Places(int capacity) {
            paid = new long[capacity];
            holder = new int[capacity];
            Arrays.fill(holder, FREE);
        }

        /** What the cheapest place costs; where there is none, more than any score. */
        long price() {
            return paid.length == 0 ? Long.MAX_VALUE / 2 : paid[0];
        }

        /** Gives the cheapest place to this need at this price. @return who held it, or {@link #FREE} */
        int take(int need, long price) {
            int left = holder[0];
            int at = 0;
            for (int child = 1; child < paid.length; child = 2 * at + 1) {
                if (child + 1 < paid.length && paid[child + 1] < paid[child]) {
                    child++;
                }
                if (paid[child] >= price) {
                    break;
                }
                paid[at] = paid[child];
                holder[at] = holder[child];
                at = child;
            }
            paid[at] = price;
            holder[at] = need;
            return left;
        }
    }

    /** Who still has to bid: first everybody in the order drawn, then whoever had to make way, the last one first. */
    private static final class Bidders {
        private final int[] order;
        private int next;
        private int[] again = new int[16];
        private int waiting;

        Bidders(int[] order) {
            this.order = order;
        }

        boolean isEmpty() {
            return waiting == 0 && next == order.length;
        }

        int next() {
            return waiting > 0 ? again[--waiting] : order[next++];
        }

        void again(int need) {
            if (waiting == again.length) {
                again = Arrays.copyOf(again, 2 * waiting);
            }
            again[waiting++] = need;
        }
    }
}
