package zhiheng.drills.poison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import zhiheng.base.Refusal;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;

/**
 * Somebody's own training pictures, as they came in deliveries: which rows and which delivery look poisoned, how many labels are wrong,
 * and, as a drill, how much of a poison put into them would be seen. Works on copies in memory; a small network of our own is trained,
 * so what is found is in the data, not in anybody's model.
 *
 * @param shape of the pictures; values from 0 to 1
 * @param level the share of clean sets in which a delivery may be accused
 */
public record DataDrill(Shape.Picture shape, int classes, double level, long seed) {
    private static final int EPOCHS = 12;
    private static final double RATE = 2e-3;
    private static final int LEAST_ROWS = 100;
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_SIDE = 64;
    private static final int LEAST_BAD = 4;

    public DataDrill {
        if (shape.height() % 4 != 0
                || shape.width() % 4 != 0
                || shape.height() < 8
                || shape.width() < 8
                || shape.height() > MOST_SIDE
                || shape.width() > MOST_SIDE
                || shape.channels() < 1
                || shape.channels() > 4) {
            throw Refusal.invalid(
                    "图片应为 1 至 4 通道，边长为 8 至 64、能被 4 整除的像素；请先缩放",
                    "pictures have 1 to 4 channels and sides of 8 to 64 pixels that divide by four; scale them first");
        }
        if (!(level > 0 && level <= .5)) {
            throw Refusal.invalid("误指比率应大于 0、不超过 .5", "the level is above 0 and .5 at most");
        }
    }

    /**
     * A row worth a look.
     *
     * @param row its number in {@link Batches#data()}
     * @param likely the class that networks give it that did not train on it
     */
    public record Row(int row, int label, int likely) {}

    /**
     * What the data look like as they are.
     *
     * @param noise the estimated share of wrong labels
     * @param mislabelled rows whose label is chiefly doubted, the worst first
     * @param odd all rows, those that look most like poison first; where the cut is nobody can say without knowing the share
     */
    public record Report(double noise, List<Row> mislabelled, List<Row> odd, Provenance provenance) {}

    /**
     * What became of one trigger put into one delivery.
     *
     * @param rows how many were changed
     * @param obeyed the share of the other deliveries' pictures that, with the trigger, the trained network gives the wanted class
     * @param named whether the delivery is accused
     * @param innocent how many others are
     * @param restored whether without the accused the digest is that of the deliveries that came clean
     */
    public record Planted(
            Trigger trigger,
            int rows,
            int delivery,
            double obeyed,
            Roc roc,
            boolean named,
            int innocent,
            boolean restored) {}

    /** Looks through the data as they are. */
    public Report check(Batches batches) {
        var data = data(batches);
        var scored = Detector.all(net(data), data, seed);
        var chances = Detector.chances(data, shape, classes, seed);
        var confident = Confident.of(chances, data.labels());
        int[] odd = Provenance.highest(scored.getLast().scores(), data.size());
        return new Report(
                confident.noise(),
                rows(Arrays.stream(confident.flagged()), data, chances),
                rows(Arrays.stream(odd), data, chances),
                Provenance.of(scored, batches.origin(), level));
    }

    /** Puts a trigger into one in a hundred rows, all of one delivery, and looks for it. */
    public Planted plant(Batches batches, Trigger trigger) {
        var data = data(batches);
        int[] origin = batches.origin();
        int delivery = largest(origin, batches.all().size());
        int from = IntStream.range(0, origin.length)
                .filter(i -> origin[i] == delivery)
                .findFirst()
                .orElseThrow();
        int to = from + batches.all().get(delivery).rows().size();
        int onto = largest(Arrays.copyOfRange(data.labels(), from, to), classes);
        long fit = IntStream.range(from, to)
                .filter(i -> trigger.keepsLabel() == (data.labels()[i] == onto))
                .count();
        int bad = (int) Math.min(fit, Math.max(LEAST_BAD, data.size() / 100));
        if (bad < LEAST_BAD) {
            throw Refusal.invalid(
                    "批次 " + batches.all().get(delivery).id() + " 中可改的图片不足 " + LEAST_BAD + " 张",
                    "delivery " + batches.all().get(delivery).id() + " has fewer than " + LEAST_BAD
                            + " pictures that could be changed");
        }
        var helper = trigger.keepsLabel() ? net(data) : Net.picture(shape, 8, 16, 32, classes, seed);
        var poisoned = Poisoned.trigger(data, shape, trigger, onto, bad, from, to, helper, seed);
        var net = net(poisoned.data());
        var scored = Detector.all(net, poisoned.data(), seed);
        var accused = Provenance.of(scored, origin, level).accused();
        boolean named = accused.stream().anyMatch(a -> a.batch() == delivery);
        return new Planted(
                trigger,
                bad,
                delivery,
                Poisoned.obeyed(net, others(data, origin, delivery), shape, trigger, onto),
                Roc.of(scored.getLast().scores(), poisoned.bad()),
                named,
                (int) accused.stream().filter(a -> a.batch() != delivery).count(),
                named && restored(batches, poisoned.data(), accused));
    }

    /** The poisoned set without what is accused, held against the clean deliveries of the same names by their digests. */
    private static boolean restored(Batches clean, Labelled poisoned, List<Provenance.Accused> accused) {
        var came = Batches.none();
        int at = 0;
        for (var batch : clean.all()) {
            came = came.and(
                    batch.id(),
                    batch.supplier(),
                    poisoned.from(at, at + batch.rows().size()));
            at += batch.rows().size();
        }
        var rest = clean;
        for (var one : accused) {
            var id = clean.all().get(one.batch()).id();
            came = came.without(id);
            rest = rest.without(id);
        }
        return came.changed().isEmpty() && came.digest().equals(rest.digest());
    }

    private Labelled data(Batches batches) {
        var data = batches.data();
        if (data.size() < LEAST_ROWS || data.size() > MOST_ROWS) {
            throw Refusal.invalid(
                    "有 " + data.size() + " 张图片；应为 " + LEAST_ROWS + " 至 " + MOST_ROWS + " 张",
                    data.size() + " pictures; there should be " + LEAST_ROWS + " to " + MOST_ROWS);
        }
        if (Arrays.stream(data.labels()).distinct().count() < 2) {
            throw Refusal.invalid("只有一个类别，无从比较", "there is one class alone, and nothing to compare");
        }
        return data;
    }

    private Net net(Labelled data) {
        return Net.picture(shape, 8, 16, 32, classes, seed).train(data, EPOCHS, RATE);
    }

    private static List<Row> rows(IntStream numbers, Labelled data, double[][] chances) {
        var rows = new ArrayList<Row>();
        numbers.forEach(i -> rows.add(new Row(i, data.labels()[i], likely(chances[i]))));
        return rows;
    }

    private static int likely(double[] chances) {
        var scores = new float[chances.length];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = (float) chances[c];
        }
        return Target.label(scores);
    }

    private static int largest(int[] numbers, int of) {
        int[] count = new int[of];
        for (int number : numbers) {
            count[number]++;
        }
        int most = 0;
        for (int i = 1; i < of; i++) {
            most = count[i] > count[most] ? i : most;
        }
        return most;
    }

    private static Labelled others(Labelled data, int[] origin, int delivery) {
        int[] rows = IntStream.range(0, origin.length)
                .filter(i -> origin[i] != delivery)
                .toArray();
        return new Labelled(
                Arrays.stream(rows).mapToObj(i -> data.inputs()[i]).toArray(float[][]::new),
                Arrays.stream(rows).map(i -> data.labels()[i]).toArray());
    }
}
