package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Binomial;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;
import zhiheng.watch.Interval;

/**
 * One assessment of a classifier of pictures: how often it is right, what attacks by scores and by labels alone make of it at each
 * size of change, what weather and stickers do, and what smoothing can promise.
 *
 * @param eps the sizes of change, the largest change of a value
 * @param budget the most queries for a picture and attack
 * @param certify how many pictures are certified; each costs some thousand queries
 */
public record PictureDrill(double[] eps, int budget, int certify, long seed) {
    private static final double LEVEL = .95;
    private static final double[] RADII = {0, .25, .5, .75};
    private static final int STICKERS = 150;
    private static final int STICKER_PICTURES = 15;

    /** An attack at one size of change. */
    public record Run(double eps, boolean labelsOnly, Attacked attacked) {}

    /** The best sticker for pictures of one class. */
    public record Sticker(int label, Decals.Found found) {}

    /** The share of pictures that are labelled right by the smoothed target everywhere within an L2 radius, surely. */
    public record Certified(double sigma, double radius, Interval share) {}

    /** @param nearest how near the boundary lies under L2, seen by labels alone */
    public record Report(
            Interval right,
            List<Run> runs,
            Attacked nearest,
            List<Sticker> stickers,
            List<Weather.Reading> weather,
            List<Certified> certified) {}

    /** The attacks see as many pictures as there are; the looks of one at a time only the first {@code few}. */
    public Report run(Target target, Labelled pictures, int few) {
        int[] answers = new Queries(target).labels(pictures.inputs());
        long right = IntStream.range(0, answers.length)
                .filter(i -> answers[i] == pictures.labels()[i])
                .count();
        var less = pictures.from(0, Math.min(few, pictures.size()));
        var runs = new ArrayList<Run>();
        for (double e : eps) {
            runs.add(new Run(e, false, new Square(e, budget, seed).run(target, pictures)));
        }
        for (double e : eps) {
            runs.add(new Run(e, true, new RayS(e, budget, seed).run(target, less)));
        }
        return new Report(
                Binomial.share(right, answers.length, LEVEL),
                runs,
                new HopSkipJump(0, budget, seed).run(target, less, pictures),
                stickers(target, pictures),
                Weather.run(target, pictures, seed),
                certified(target, pictures.from(0, Math.min(certify, pictures.size()))));
    }

    private List<Sticker> stickers(Target target, Labelled pictures) {
        var shape = (Shape.Picture) target.shape();
        int side = Math.max(1, Math.min(shape.height(), shape.width()) * 5 / 32);
        var stickers = new ArrayList<Sticker>();
        for (int label : Arrays.stream(pictures.labels()).distinct().sorted().toArray()) {
            var of = IntStream.range(0, pictures.size())
                    .filter(i -> pictures.labels()[i] == label)
                    .limit(STICKER_PICTURES)
                    .mapToObj(i -> pictures.inputs()[i])
                    .toArray(float[][]::new);
            int[] labels = new int[of.length];
            Arrays.fill(labels, label);
            stickers.add(new Sticker(label, new Decals(side, STICKERS, seed).run(target, new Labelled(of, labels))));
        }
        return stickers;
    }

    private List<Certified> certified(Target target, Labelled pictures) {
        double sigma = .25;
        var certificates = new ArrayList<Smoothing.Certificate>();
        for (int i = 0; i < pictures.size(); i++) {
            certificates.add(new Smoothing(sigma, 50, 1000, .001, seed + i).certify(target, pictures.inputs()[i]));
        }
        var certified = new ArrayList<Certified>();
        for (double radius : RADII) {
            long held = IntStream.range(0, pictures.size())
                    .filter(i -> certificates.get(i).label() == pictures.labels()[i]
                            && certificates.get(i).radius() >= radius)
                    .count();
            certified.add(new Certified(sigma, radius, Binomial.share(held, pictures.size(), LEVEL)));
        }
        return certified;
    }
}
