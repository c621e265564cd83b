package zhiheng.office.effect;

import zhiheng.base.Refusal;

/**
 * Units (districts, firms, service points) with an indicator before and after a measure that some of them got and others did not.
 *
 * @param before one value a unit, a mean over some time
 * @param after the same units, later
 * @param treated which of them got the measure
 */
public record Units(double[] before, double[] after, boolean[] treated) {
    public Units {
        if (before.length != after.length || before.length != treated.length) {
            throw Refusal.invalid(
                    "各列长度不一：" + before.length + "、" + after.length + "、" + treated.length,
                    "The columns differ in length: " + before.length + ", " + after.length + ", " + treated.length);
        }
        for (int i = 0; i < before.length; i++) {
            if (!Double.isFinite(before[i]) || !Double.isFinite(after[i])) {
                throw Refusal.invalid("第 " + (i + 1) + " 个单位缺少数值", "Unit " + (i + 1) + " lacks a value");
            }
        }
    }

    int size() {
        return before.length;
    }

    int treatedCount() {
        int n = 0;
        for (boolean t : treated) {
            n += t ? 1 : 0;
        }
        return n;
    }

    double[] changes() {
        var changes = new double[size()];
        java.util.Arrays.setAll(changes, i -> after[i] - before[i]);
        return changes;
    }
}
