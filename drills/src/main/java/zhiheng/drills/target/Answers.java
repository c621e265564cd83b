package zhiheng.drills.target;

import java.util.Arrays;
import zhiheng.base.Refusal;

/** Checks what goes into a classifier and what comes out of it. */
final class Answers {
    private Answers() {}

    static void checkInputs(Shape shape, float[][] inputs) {
        for (var input : inputs) {
            if (input.length != shape.size()) {
                throw Refusal.invalid(
                        "输入有 " + input.length + " 个数，模型读取" + shape.text().zh() + "（" + shape.size() + " 个数）",
                        "an input has " + input.length + " numbers, the model reads "
                                + shape.text().en() + " (" + shape.size() + " numbers)");
            }
        }
    }

    /** As {@link #checked}, but a row may be {@link Target#unanswered}. */
    static float[][] some(float[][] scores, int inputs, int classes) {
        return checked(scores, inputs, classes, true);
    }

    static float[][] checked(float[][] scores, int inputs, int classes) {
        return checked(scores, inputs, classes, false);
    }

    private static float[][] checked(float[][] scores, int inputs, int classes, boolean some) {
        if (scores.length != inputs) {
            throw Refusal.invalid(
                    "模型对 " + inputs + " 个输入给出了 " + scores.length + " 个回答",
                    "the model gave " + scores.length + " answers to " + inputs + " inputs");
        }
        for (var row : scores) {
            if (row.length != classes) {
                throw Refusal.invalid(
                        "回答有 " + row.length + " 个类别，应为 " + classes + " 个",
                        "an answer has " + row.length + " classes, there should be " + classes);
            }
            boolean none = some && Arrays.equals(row, Target.unanswered(classes));
            for (float score : row) {
                if (!none && Float.isNaN(score)) {
                    throw Refusal.invalid(
                            "模型的回答不是数（NaN），无法评估；请先检查模型的输入范围",
                            "the model answered with what is no number (NaN) and cannot be assessed;"
                                    + " check the range of its inputs first");
                }
            }
        }
        return scores;
    }
}
