package zhiheng.office.offers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * One giving out of places among the open askings and offers of a kind: who is eligible, who is proposed what, and line by line why this
 * and why not the others. It proposes; people accept or refuse.
 */
public final class Round {
    public static final int MOST_ASKINGS = 10_000;
    public static final int MOST_OFFERS = 2_000;
    private static final double TOLERANCE = 0.01;
    /** Lines on other offers beside the one that was got. */
    private static final int LINES = 12;

    /** How places are given. */
    public enum Method {
        /** The sum of scores as large as can be, within one part in a hundred, proven by a bound. */
        ASSIGNMENT,
        /** Both sides rank; no two would rather have each other. Who ranks nobody goes by score. */
        STABLE
    }

    /** What is said of one offer to one asking. */
    public record Line(String offer, Sort sort, Text text) {
        /** What kind of answer it is. */
        public enum Sort {
            GOT,
            NOT_ELIGIBLE,
            FULL,
            LESS,
            TAKEN,
            LEFT,
            RANKED
        }
    }

    /**
     * What came out for one asking.
     *
     * @param offer null where it got none
     * @param eligible of how many offers it could have a place
     */
    public record Outcome(Asking asking, @Nullable Offer offer, int score, int eligible, List<Line> lines) {
        public Outcome {
            lines = List.copyOf(lines);
        }
    }

    private final List<Outcome> outcomes;
    private final long total;
    private final long bound;

    private Round(List<Outcome> outcomes, long total, long bound) {
        this.outcomes = outcomes;
        this.total = total;
        this.bound = bound;
    }

    /**
     * @param free places of each offer that may be given now
     * @param seed decides between equals; from a checkpoint of the ledger, so that nobody chose it
     */
    public static Round of(
            Method method, List<Offer> offers, int[] free, List<Asker> askers, LocalDate today, long seed) {
        if (offers.size() > MOST_OFFERS || askers.size() > MOST_ASKINGS) {
            throw Refusal.invalid(
                    "一轮至多 " + MOST_ASKINGS + " 项需求和 " + MOST_OFFERS + " 项供给。",
                    "One round takes at most " + MOST_ASKINGS + " askings and " + MOST_OFFERS + " offers.");
        }
        var market = new Market.Builder(free);
        for (var asker : askers) {
            market.need();
            for (int i = 0; i < offers.size(); i++) {
                var fit = Fit.of(offers.get(i), asker, today);
                if (fit.eligible()) {
                    market.pair(i, fit.score());
                }
            }
        }
        return switch (method) {
            case ASSIGNMENT -> assigned(offers, askers, today, market.build(), seed);
            case STABLE -> ranked(offers, askers, today, market.build(), seed);
        };
    }

    /** What came out, in the order of the askings. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** The sum of scores of all proposals. */
    public long total() {
        return total;
    }

    /** No way to give out the places is worth more; 0 where places were ranked, which bounds no sum. */
    public long bound() {
        return bound;
    }

    private static Round assigned(List<Offer> offers, List<Asker> askers, LocalDate today, Market market, long seed) {
        var given = Auction.run(market, TOLERANCE, seed);
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < askers.size(); i++) {
            int need = i;
            WhyNot why = (offer, fit, got) -> switch (given.why(need, offer)) {
                case Assignment.Why.GotBetter better -> less(fit, Objects.requireNonNull(got), better);
                case Assignment.Why.NoPlaces _ -> FULL;
                case Assignment.Why.Taken taken ->
                    new Answer(
                            Line.Sort.TAKEN,
                            new Text(
                                    "名额给了 " + taken.holders() + " 项合计受益更多或别无选择的需求（此处得分 " + taken.scoreHere() + "，得到者最低 "
                                            + taken.leastHeld() + "）。",
                                    "Its places do more good for, or are the only choice of, " + taken.holders()
                                            + " others (score here " + taken.scoreHere() + ", least of theirs "
                                            + taken.leastHeld() + ")."));
                case Assignment.Why.LeftOpen left ->
                    new Answer(
                            Line.Sort.LEFT,
                            new Text(
                                    "还有空位（得分 " + left.scoreHere() + "）：本轮只保证与最优相差不到百分之一。",
                                    "A place is left (score " + left.scoreHere()
                                            + "): the round is the best to within one in a hundred only."));
                case Assignment.Why.Got _, Assignment.Why.NotEligible _ -> throw new IllegalStateException();
            };
            outcomes.add(outcome(askers.get(i), need, offers, today, market, given.offerOf(need), why));
        }
        return new Round(outcomes, given.total(), given.bound());
    }

    private static Answer less(Fit fit, Fit got, Assignment.Why.GotBetter better) {
        var worse = fit.worseThan(got);
        return new Answer(
                Line.Sort.LESS,
                new Text(
                        (worse.zh().isEmpty() ? "同样好" : worse.zh()) + "：得分 " + better.scoreHere() + "，所得为 "
                                + better.scoreThere() + "；" + fit.parts().zh() + "。",
                        (worse.en().isEmpty() ? "no better" : worse.en()) + ": score " + better.scoreHere()
                                + ", what was got has " + better.scoreThere() + "; "
                                + fit.parts().en() + "."));
    }

    private static Round ranked(List<Offer> offers, List<Asker> askers, LocalDate today, Market market, long seed) {
        var placeOfOffer = places(offers.stream().map(Offer::id).toList());
        var placeOfAsking = places(askers.stream().map(a -> a.asking().id()).toList());
        var lot = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var drawnOffers = lot.ints(offers.size()).toArray();
        var drawnNeeds = lot.ints(askers.size()).toArray();
        var wishes = new ArrayList<int[]>();
        var takers = new ArrayList<List<Integer>>();
        offers.forEach(_ -> takers.add(new ArrayList<>()));
        for (int need = 0; need < askers.size(); need++) {
            int of = need;
            var may = new ArrayList<Integer>();
            for (int at = market.from(need); at < market.to(need); at++) {
                may.add(market.offerAt(at));
                takers.get(market.offerAt(at)).add(need);
            }
            wishes.add(order(
                    may, askers.get(need).asking().ranking(), placeOfOffer, o -> market.score(of, o), drawnOffers));
        }
        var preferences = new ArrayList<int[]>();
        var capacity = new int[offers.size()];
        for (int offer = 0; offer < offers.size(); offer++) {
            int of = offer;
            capacity[offer] = market.capacity(offer);
            preferences.add(order(
                    takers.get(offer),
                    offers.get(offer).ranking(),
                    placeOfAsking,
                    n -> market.score(n, of),
                    drawnNeeds));
        }
        var got = Ranked.match(wishes, preferences, capacity);
        var outcomes = new ArrayList<Outcome>();
        long total = 0;
        for (int need = 0; need < askers.size(); need++) {
            int of = need;
            total += got[need] == Assignment.NONE ? 0 : market.score(need, got[need]);
            WhyNot why = (offer, fit, best) -> unranked(
                    fit,
                    place(wishes.get(of), offer),
                    place(wishes.get(of), got[of]),
                    place(preferences.get(offer), of),
                    capacity[offer]);
            outcomes.add(outcome(askers.get(need), need, offers, today, market, got[need], why));
        }
        return new Round(outcomes, total, 0);
    }

    private static Answer unranked(Fit fit, int wished, int wishedGot, int preferred, int capacity) {
        var parts = fit.parts();
        var text = wished < 0
                ? new Text("需求方没有列入自己的排序。", "The asker did not rank it.")
                : preferred < 0
                        ? new Text("供给方没有把这项需求列入排序。", "Its owner did not rank this asking.")
                        : wishedGot >= 0 && wishedGot < wished
                                ? new Text(
                                        "需求方更想要所得的一项（此项排第 " + (wished + 1) + "）。",
                                        "The asker would rather have what it got (this is its choice " + (wished + 1)
                                                + ").")
                                : new Text(
                                        "名额给了供给方排序更靠前的需求（这项需求排第 " + (preferred + 1) + "）。",
                                        "Its places went to askings that its owner ranks higher (this one is "
                                                + (preferred + 1) + " there).");
        return capacity == 0
                ? FULL
                : new Answer(
                        Line.Sort.RANKED, new Text(text.zh() + parts.zh() + "。", text.en() + " " + parts.en() + "."));
    }

    private static Map<String, Integer> places(List<String> ids) {
        var places = new HashMap<String, Integer>();
        ids.forEach(id -> places.put(id, places.size()));
        return places;
    }

    /** Who ranks takes nobody else; who does not goes by score, and the lot decides between equals. */
    private static int[] order(
            List<Integer> may, List<String> ranking, Map<String, Integer> places, IntUnaryOperator score, int[] lot) {
        if (ranking.isEmpty()) {
            return may.stream()
                    .sorted(Comparator.comparingInt((Integer i) -> -score.applyAsInt(i))
                            .thenComparingInt(i -> lot[i]))
                    .mapToInt(i -> i)
                    .toArray();
        }
        var eligible = new HashSet<>(may);
        return ranking.stream()
                .distinct()
                .map(places::get)
                .filter(Objects::nonNull)
                .filter(eligible::contains)
                .mapToInt(i -> i)
                .toArray();
    }

    private static int place(int[] list, int of) {
        for (int at = 0; at < list.length; at++) {
            if (list[at] == of) {
                return at;
            }
        }
        return -1;
    }

    private record Answer(Line.Sort sort, Text text) {}

    private static final Answer FULL = new Answer(Line.Sort.FULL, new Text("名额已满。", "It is full."));

    /** Says why an eligible offer was not got. */
    @FunctionalInterface
    private interface WhyNot {
        Answer of(int offer, Fit fit, @Nullable Fit got);
    }

    private static Outcome outcome(
            Asker asker, int need, List<Offer> offers, LocalDate today, Market market, int got, WhyNot whyNot) {
        var lines = new ArrayList<Line>();
        var best = got == Assignment.NONE ? null : Fit.of(offers.get(got), asker, today);
        if (best != null) {
            var parts = best.parts();
            lines.add(new Line(
                    offers.get(got).id(),
                    Line.Sort.GOT,
                    new Text(
                            "符合全部条件；" + parts.zh() + "；得分 " + best.score() + "。",
                            "Eligible; " + parts.en() + "; score " + best.score() + ".")));
        }
        var scores = new int[offers.size()];
        for (int at = market.from(need); at < market.to(need); at++) {
            scores[market.offerAt(at)] = market.scoreAt(at);
        }
        for (int other : told(scores, got)) {
            var fit = Fit.of(offers.get(other), asker, today);
            var answer = fit.eligible() ? whyNot.of(other, fit, best) : barred(fit);
            lines.add(new Line(offers.get(other).id(), answer.sort(), answer.text()));
        }
        return new Outcome(
                asker.asking(),
                got == Assignment.NONE ? null : offers.get(got),
                got == Assignment.NONE ? 0 : scores[got],
                market.to(need) - market.from(need),
                lines);
    }

    /** The offers that lines are written on: the best eligible ones first, then others, which say what would have to change. */
    private static List<Integer> told(int[] scores, int got) {
        var order = Comparator.comparingInt((Integer i) -> scores[i]).thenComparing(Comparator.reverseOrder());
        var best = new PriorityQueue<>(order);
        for (int i = 0; i < scores.length; i++) {
            if (i != got) {
                best.add(i);
                if (best.size() > LINES) {
                    best.remove();
                }
            }
        }
        return best.stream().sorted(order.reversed()).toList();
    }

    private static Answer barred(Fit fit) {
        var zh = fit.why().stream().map(w -> w.text().zh()).collect(Collectors.joining());
        var en = fit.why().stream().map(w -> w.text().en()).collect(Collectors.joining(" "));
        return new Answer(Line.Sort.NOT_ELIGIBLE, new Text(zh, en));
    }
}
