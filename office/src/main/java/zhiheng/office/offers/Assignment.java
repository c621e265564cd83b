package zhiheng.office.offers;

/** Who got a place where, what it is worth, and the proof of how much more it could be worth at most. */
public final class Assignment {
    /** The offer of a need that got no place. */
    public static final int NONE = -1;

    private final Market market;
    private final int[] offerOf;
    private final long total;
    private final long bound;
    private final double[] prices;

    Assignment(Market market, int[] offerOf, long total, long bound, double[] prices) {
        this.market = market;
        this.offerOf = offerOf;
        this.total = total;
        this.bound = bound;
        this.prices = prices;
    }

    /** The offer that this need got a place of, or {@link #NONE}. */
    public int offerOf(int need) {
        return offerOf[need];
    }

    /** The sum of the scores of all places given. */
    public long total() {
        return total;
    }

    /** No way to give out the places is worth more than this. */
    public long bound() {
        return bound;
    }

    /** How much of the best may be missing at most, as a share of it. */
    public double gap() {
        return bound == 0 ? 0 : (bound - total) / (double) bound;
    }

    /** What one more place of an offer would be worth to all needs together, in points of score; infinite for one without places. */
    public double price(int offer) {
        return prices[offer];
    }

    /** Why a need did not get a place of an offer. */
    public sealed interface Why {
        /** It did. */
        record Got() implements Why {}

        /** It may not have one. */
        record NotEligible() implements Why {}

        /** The offer has no places at all. */
        record NoPlaces() implements Why {}

        /** It got a place that is worth at least as much to it. */
        record GotBetter(int offer, int scoreThere, int scoreHere) implements Why {}

        /**
         * All places went to needs for which they do more good, or which have no other. To give it one, somebody else would have to
         * make way, and all needs together would lose.
         *
         * @param leastHeld the least score among those who hold one
         */
        record Taken(int scoreHere, int holders, int leastHeld) implements Why {}

        /** A place is free and would be worth something to it: only an assignment that need not be the best leaves this. */
        record LeftOpen(int scoreHere) implements Why {}
    }

    public Why why(int need, int offer) {
        int here = market.score(need, offer);
        if (offerOf[need] == offer) {
            return new Why.Got();
        }
        if (here == 0) {
            return new Why.NotEligible();
        }
        if (market.capacity(offer) == 0) {
            return new Why.NoPlaces();
        }
        int there = offerOf[need] == NONE ? 0 : market.score(need, offerOf[need]);
        if (there >= here) {
            return new Why.GotBetter(offerOf[need], there, here);
        }
        int holders = 0;
        int least = Integer.MAX_VALUE;
        for (int other = 0; other < offerOf.length; other++) {
            if (offerOf[other] == offer) {
                holders++;
                least = Math.min(least, market.score(other, offer));
            }
        }
        return holders < market.capacity(offer) ? new Why.LeftOpen(here) : new Why.Taken(here, holders, least);
    }
}
