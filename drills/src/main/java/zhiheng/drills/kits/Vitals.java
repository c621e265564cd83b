package zhiheng.drills.kits;

import java.util.List;
import java.util.SplittableRandom;
import zhiheng.base.Text;
import zhiheng.drills.target.Column;
import zhiheng.drills.target.Column.Move;
import zhiheng.drills.target.Relation;
import zhiheng.drills.target.Table;

/**
 * Vital signs of invented patients: one hidden severity moves them all, each in its own way. The label follows bands in the manner of
 * early-warning scores: routine, urgent, critical. What may change is what an instrument can read wrongly; the effort is in units of
 * the usual error of a reading.
 */
public final class Vitals {
    static final int TEMPERATURE = 6;

    public static final List<Text> CLASSES =
            List.of(new Text("常规", "routine"), new Text("紧急", "urgent"), new Text("危重", "critical"));

    public static final Table TABLE = new Table(
            List.of(
                    column("age", "年龄", "age", 18, 100, true, Move.FIXED, 0),
                    column("heart", "心率", "heart rate", 30, 220, true, Move.FREE, 1 / 3.0),
                    column("breath", "呼吸频率", "breaths a minute", 4, 50, true, Move.FREE, 1 / 2.0),
                    column("systolic", "收缩压", "systolic pressure", 60, 240, true, Move.FREE, 1 / 5.0),
                    column("diastolic", "舒张压", "diastolic pressure", 30, 140, true, Move.FREE, 1 / 5.0),
                    column("mean", "平均动脉压", "mean arterial pressure", 40, 175, false, Move.DERIVED, 0),
                    column("temperature", "体温", "temperature", 33, 42, false, Move.FREE, 1 / 0.2),
                    column("oxygen", "血氧饱和度", "oxygen saturation", 70, 100, true, Move.FREE, 1 / 2.0),
                    column("shock", "休克指数", "shock index", .2, 2.5, false, Move.DERIVED, 0)),
            List.of(
                    new Relation.Above(3, 4, 15),
                    new Relation.Sum(5, new int[] {3, 4}, new double[] {1 / 3.0, 2 / 3.0}),
                    new Relation.Ratio(8, 1, 3)));

    private Vitals() {}

    private static Column column(
            String id, String zh, String en, double min, double max, boolean whole, Move move, double cost) {
        return new Column(id, new Text(zh, en), min, max, whole, move, cost);
    }

    public static Labelled draw(int count, long seed) {
        var random = new SplittableRandom(seed);
        var inputs = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; ) {
            double severity = Math.abs(random.nextGaussian());
            boolean fever = random.nextInt(4) == 0;
            var row = new float[] {
                random.nextInt(18, 95),
                Math.round(76 + 16 * severity + 10 * random.nextGaussian()),
                Math.round(15 + 4 * severity + 2 * random.nextGaussian()),
                Math.round(128 - 13 * severity + 13 * random.nextGaussian()),
                Math.round(78 - 7 * severity + 8 * random.nextGaussian()),
                0,
                (float) (36.8 + (fever ? .9 + .6 * severity : 0) + .35 * random.nextGaussian()),
                Math.round(Math.min(100, 98 - 2.3 * severity + 1.3 * random.nextGaussian())),
                0
            };
            if (TABLE.repair(row, row)) {
                inputs[i] = row;
                labels[i] = label(row);
                i++;
            }
        }
        return new Labelled(inputs, labels);
    }

    static int label(float[] row) {
        int points = band(row[1], 50, 91, 111, 131)
                + band(row[2], 11, 21, 23, 25)
                + (row[3] <= 90 ? 3 : row[3] <= 100 ? 2 : row[3] <= 110 ? 1 : 0)
                + (row[7] <= 91 ? 3 : row[7] <= 93 ? 2 : row[7] <= 95 ? 1 : 0)
                + (row[TEMPERATURE] > 39 ? 2 : row[TEMPERATURE] > 38 || row[TEMPERATURE] <= 36 ? 1 : 0);
        return points >= 7 ? 2 : points >= 4 ? 1 : 0;
    }

    private static int band(float value, int low, int one, int two, int three) {
        return value >= three ? 3 : value >= two ? 2 : value >= one || value <= low ? 1 : 0;
    }
}
