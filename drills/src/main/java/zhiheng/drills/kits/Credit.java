package zhiheng.drills.kits;

import java.util.List;
import java.util.SplittableRandom;
import zhiheng.base.Text;
import zhiheng.drills.target.Column;
import zhiheng.drills.target.Column.Move;
import zhiheng.drills.target.Relation;
import zhiheng.drills.target.Table;

/**
 * Applications for credit by invented people. Class 1 will not pay back. Age and past arrears cannot be changed, months at a job only
 * grow, shares follow from amounts; the effort is about a week of an applicant's doing for each unit.
 */
public final class Credit {
    static final int ENQUIRIES = 8;

    public static final List<Text> CLASSES = List.of(new Text("可批准", "grant"), new Text("拒绝", "refuse"));

    public static final Table TABLE = new Table(
            List.of(
                    column("age", "年龄", "age", 18, 90, true, Move.FIXED, 0),
                    column("income", "月收入（千元）", "monthly income, thousands", 2, 200, false, Move.UP, 6),
                    column("debt", "月还款（千元）", "monthly repayments, thousands", 0, 150, false, Move.FREE, 3),
                    column("debtShare", "还款收入比", "repayments over income", 0, 3, false, Move.DERIVED, 0),
                    column("limit", "授信额度（千元）", "card limit, thousands", 1, 400, false, Move.FREE, .1),
                    column("balance", "已用额度（千元）", "card balance, thousands", 0, 400, false, Move.FREE, .4),
                    column("use", "额度使用率", "balance over limit", 0, 1, false, Move.DERIVED, 0),
                    column("months", "现职月数", "months at this job", 0, 600, true, Move.UP, 4),
                    column("enquiries", "半年内征信查询次数", "enquiries in half a year", 0, 20, true, Move.UP, .5),
                    column("arrears", "逾期次数", "payments in arrears", 0, 30, true, Move.FIXED, 0)),
            List.of(new Relation.Above(4, 5, 0), new Relation.Ratio(3, 2, 1), new Relation.Ratio(6, 5, 4)));

    private Credit() {}

    private static Column column(
            String id, String zh, String en, double min, double max, boolean whole, Move move, double cost) {
        return new Column(id, new Text(zh, en), min, max, whole, move, cost);
    }

    public static Labelled draw(int count, long seed) {
        var random = new SplittableRandom(seed);
        var inputs = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; ) {
            double income = Math.clamp(9 * Math.exp(.5 * random.nextGaussian()), 2, 200);
            double limit = Math.clamp(income * random.nextDouble(.5, 6), 1, 400);
            var row = new float[] {
                random.nextInt(20, 75),
                (float) income,
                (float) (income * random.nextDouble(0, .9)),
                0,
                (float) limit,
                (float) (limit * random.nextDouble()),
                0,
                random.nextInt(0, 180),
                (int) Math.min(20, -2.4 * Math.log(1 - random.nextDouble())),
                (int) Math.min(30, -1.1 * Math.log(1 - random.nextDouble()))
            };
            if (TABLE.repair(row, row)) {
                inputs[i] = row;
                labels[i] = risk(row) + .7 * random.nextGaussian() > 0 ? 1 : 0;
                i++;
            }
        }
        return new Labelled(inputs, labels);
    }

    private static double risk(float[] row) {
        return 3.2 * (row[3] - .45)
                + 2.4 * (row[6] - .5)
                + .8 * (row[9] - 1)
                + .22 * (row[ENQUIRIES] - 2)
                - .012 * (row[7] - 80)
                - .35 * Math.log(row[1] / 9);
    }
}
