package zhiheng.watch.risk;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A question put to a system again and again, and how its answers are accepted to spread over categories.
 *
 * @param categories at least two; an answer belongs to the first of which it contains a term, and to the last if to none
 */
public record Canary(String id, String question, List<Category> categories) {
    private static final double ROUNDING = 1e-6;

    /**
     * A kind of answer.
     *
     * @param share how often it is accepted to come, above 0; the shares of a canary sum to 1
     * @param terms texts of which one shows the kind; case and width do not matter
     */
    public record Category(String name, double share, List<String> terms) {
        public Category {
            terms = terms.stream().map(Canary::plain).toList();
        }
    }

    public Canary {
        categories = List.copyOf(categories);
        if (categories.size() < 2 || categories.size() > CanarySet.MAX_CATEGORIES) {
            throw new IllegalArgumentException("题目 " + id + " 须有2至" + CanarySet.MAX_CATEGORIES + "类答案; canary " + id
                    + " needs 2 to " + CanarySet.MAX_CATEGORIES + " categories");
        }
        double sum = 0;
        var names = new HashSet<String>();
        for (var category : categories) {
            sum += category.share;
            if (!(category.share > 0) || !names.add(category.name)) {
                throw new IllegalArgumentException("题目 " + id + " 的类别 " + category.name + "：比例须大于0，名称不得重复; canary " + id
                        + ", category " + category.name + ": its share must be above 0 and its name its own");
            }
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "题目 " + id + " 的比例之和为 " + sum + "，应为1; the shares of canary " + id + " sum to " + sum + ", not 1");
        }
    }

    /** The place of the category that an answer belongs to. */
    public int classify(String answer) {
        var text = plain(answer);
        for (int c = 0; c < categories.size() - 1; c++) {
            if (categories.get(c).terms.stream().anyMatch(text::contains)) {
                return c;
            }
        }
        return categories.size() - 1;
    }

    /** The place of the category of that name, or -1. */
    public int place(String category) {
        for (int c = 0; c < categories.size(); c++) {
            if (categories.get(c).name.equals(category)) {
                return c;
            }
        }
        return -1;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
