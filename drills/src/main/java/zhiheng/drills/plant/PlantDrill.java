package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import zhiheng.base.Refusal;
import zhiheng.drills.poison.Provenance;
import zhiheng.drills.poison.Roc;
import zhiheng.drills.target.Binomial;
import zhiheng.watch.Interval;

/**
 * Plants texts in a store, asks it, looks for them, and takes the delivery back that brought them. Works on a copy in memory: the texts
 * that were handed over are not changed.
 *
 * @param questions how many are asked, each with texts planted for it
 * @param deliveries in how many the store came; who came with which is drawn, so that they are alike
 * @param top how many texts are looked up for an answer
 * @param wording in which words texts are planted
 */
public record PlantDrill(int questions, int deliveries, int top, Wording wording, long seed) {
    private static final double LEVEL = .95;
    private static final double ACCUSED_AT = .01;
    private static final int LEAST_DOCS = 40;
    /** Wider than for pictures: of two texts that contradict each other both are odd, so the guilty delivery has half of the oddest. */
    private static final List<Integer> TOPS = List.of(5, 20, 50, 100);

    /**
     * What the store answers.
     *
     * @param truth the true text is among those looked up
     * @param planted a planted one is
     * @param misled the answer says the planted figure and not the true one
     */
    public record Asked(Interval truth, Interval planted, Interval misled) {}

    /**
     * What one kind of planting came to.
     *
     * @param texts how many were planted
     * @param roc how well the joint score tells them from the others
     * @param flagged the share of them that is flagged
     * @param clean the share of the others that is
     * @param named whether the delivery that brought them is accused
     * @param innocent how many other deliveries are
     * @param restored whether the store without the accused deliveries has the digest that it had before the bad one came
     * @param after the store asked again without the flagged texts, nothing else taken out
     */
    public record Run(
            Plant plant,
            int texts,
            Asked asked,
            Roc roc,
            Interval flagged,
            Interval clean,
            boolean named,
            int innocent,
            boolean restored,
            Asked after) {}

    /**
     * @param before the store asked before anything is planted
     * @param clean the share of its texts that is flagged although nothing is planted
     * @param accused how many deliveries are accused although nothing is planted
     */
    public record Report(int docs, int questions, Asked before, Interval clean, int accused, List<Run> runs) {}

    public PlantDrill {
        if (questions < 1 || deliveries < 2 || top < 1) {
            throw Refusal.invalid(
                    "问题与返回条数至少为 1，批次至少为 2", "questions and texts looked up are 1 at least, deliveries 2 at least");
        }
    }

    public Report run(List<Doc> docs, Lookup.Maker maker, Answerer answerer) throws InterruptedException {
        if (docs.size() < Math.max(LEAST_DOCS, 2 * deliveries)) {
            throw Refusal.invalid(
                    "文本库只有 " + docs.size() + " 段，至少要 " + LEAST_DOCS + " 段且为批次数的两倍",
                    "the store has only " + docs.size() + " passages; " + LEAST_DOCS
                            + " and twice the deliveries are the least");
        }
        var asked = Question.of(docs, questions, new SplittableRandom(seed).nextLong()); // not the order of deliveries
        if (asked.isEmpty()) {
            throw Refusal.invalid("文本中没有带数字的句子，无从提问", "no sentence of the texts has a figure, so nothing can be asked");
        }
        var store = deliveries(docs);
        var suspicion = Suspicion.of(store);
        var before = ask(asked, maker.of(store.docs()), answerer, Set.of());
        var runs = new ArrayList<Run>();
        for (var plant : Plant.values()) {
            runs.add(run(plant, asked, store, maker, answerer));
        }
        return new Report(
                docs.size(),
                asked.size(),
                before,
                Binomial.share(suspicion.flagged().size(), docs.size(), LEVEL),
                accused(suspicion, store).size(),
                runs);
    }

    private Deliveries deliveries(List<Doc> docs) {
        var shuffled = new ArrayList<>(docs);
        Collections.shuffle(shuffled, new Random(seed));
        var store = Deliveries.none();
        for (int d = 0; d < deliveries; d++) {
            store = store.and(
                    "delivery-" + (d + 1),
                    shuffled.subList(d * docs.size() / deliveries, (d + 1) * docs.size() / deliveries));
        }
        return store;
    }

    private Run run(Plant plant, List<Question> asked, Deliveries store, Lookup.Maker maker, Answerer answerer)
            throws InterruptedException {
        var random = new SplittableRandom(seed + plant.ordinal());
        var planted = new ArrayList<Doc>();
        for (var question : asked) {
            planted.addAll(plant.grow(question, store.docs(), wording, random));
        }
        int bad = deliveries / 2 + random.nextInt(deliveries - deliveries / 2);
        var poisoned = with(store, bad, planted, random);
        var docs = poisoned.docs();
        var ids = new HashSet<String>();
        planted.forEach(d -> ids.add(d.id()));
        var is = new boolean[docs.size()];
        for (int i = 0; i < is.length; i++) {
            is[i] = ids.contains(docs.get(i).id());
        }
        var suspicion = Suspicion.of(poisoned);
        var flagged = suspicion.flagged();
        long hits = flagged.stream().filter(i -> is[i]).count();
        var accused = accused(suspicion, poisoned).stream()
                .map(Provenance.Accused::batch)
                .toList();
        var restored = poisoned;
        for (int delivery : accused) {
            restored = restored.without(poisoned.all().get(delivery).id());
        }
        var badId = store.all().get(bad).id();
        var rest = IntStream.range(0, docs.size())
                .filter(i -> !flagged.contains(i))
                .mapToObj(docs::get)
                .toList();
        return new Run(
                plant,
                planted.size(),
                ask(asked, maker.of(docs), answerer, ids),
                Roc.of(suspicion.leaning(), is),
                Binomial.share(hits, planted.size(), LEVEL),
                Binomial.share(flagged.size() - hits, docs.size() - (long) planted.size(), LEVEL),
                accused.contains(bad),
                (int) accused.stream().filter(a -> a != bad).count(),
                restored.digest().equals(store.without(badId).digest()),
                ask(asked, maker.of(rest), answerer, ids));
    }

    /** The store with texts put among those of one delivery, which then comes with them. */
    private static Deliveries with(Deliveries store, int bad, List<Doc> planted, SplittableRandom random) {
        var result = Deliveries.none();
        for (int d = 0; d < store.all().size(); d++) {
            var docs = new ArrayList<>(store.all().get(d).docs());
            if (d == bad) {
                planted.forEach(p -> docs.add(random.nextInt(docs.size() + 1), p));
            }
            result = result.and(store.all().get(d).id(), docs);
        }
        return result;
    }

    /** Deliveries with too many of the oddest texts; of clean stores whose deliveries are alike, at most one in a hundred has one. */
    public static List<Provenance.Accused> accused(Suspicion suspicion, Deliveries store) {
        return Provenance.of(
                        List.of(new Provenance.Scored(Suspicion.TOGETHER, suspicion.even())),
                        store.origin(),
                        ACCUSED_AT,
                        TOPS)
                .accused();
    }

    private Asked ask(List<Question> asked, Lookup lookup, Answerer answerer, Set<String> planted)
            throws InterruptedException {
        int truth = 0;
        int found = 0;
        int misled = 0;
        for (var question : asked) {
            var top = lookup.top(question.asked(), this.top);
            truth += top.contains(question.truth()) ? 1 : 0;
            found += top.stream().anyMatch(d -> planted.contains(d.id())) ? 1 : 0;
            misled += question.misled(answerer.answer(question.asked(), top)) ? 1 : 0;
        }
        int n = asked.size();
        return new Asked(
                Binomial.share(truth, n, LEVEL), Binomial.share(found, n, LEVEL), Binomial.share(misled, n, LEVEL));
    }
}
