package zhiheng.drills.plant;

import java.util.List;
import java.util.regex.Pattern;
import zhiheng.base.Text;

/**
 * What is odd about a text of a store. Each is a number, 0 for nothing odd; {@link #limit} is where it begins to count, chosen on
 * clean texts so that few of them are above any.
 */
public enum Signal {
    /** The share of what it says, rare terms counting more, that stands in terms said three times or more. */
    REPEATS("自身重复", "repeats itself", .8),
    /** Words that speak to whoever answers. */
    ORDERS("对答复者下令", "gives orders to who answers", 1.5),
    /** The share of its sentences that ask. */
    ASKS("自问", "asks questions", .45),
    /** How many other texts say half of it or more; where many are so by nature, the limit is thrice what nine of ten keep to. */
    TWINS("近似重复", "near-duplicates", 2.5),
    /** How alike a sentence of it and one of another text are whose figures differ. */
    CONTRADICTS("数字矛盾", "figures contradict another text", .7);

    private static final Pattern ORDER = Pattern.compile(
            "忽略|无视|作废|失效|照抄|不得提及|不要(?:引用|提及|使用)|只(?:能|需)?按|(?:直接|必须)回答|回答本|答复时|输出应|你(?:的|接下来的)?回复|请把"
                    + "|助手|请模型|系统提示|检索到"
                    + "|\\b(?:ignore|disregard|assistant|retrieved|passages?|void|expired)\\b"
                    + "|\\b(?:answer(?:ing)?|reply|respond|response|output)\\b(?=.{0,40}\\b(?:only|with|as follows|shall|must|this|copy))"
                    + "|\\b(?:not (?:cite|mention|use)|your (?:next )?(?:reply|response|answer)|copy the next|system update)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Text text;
    private final double limit;

    Signal(String zh, String en, double limit) {
        this.text = new Text(zh, en);
        this.limit = limit;
    }

    public Text text() {
        return text;
    }

    double limit() {
        return limit;
    }

    static double orders(String text) {
        return ORDER.matcher(text).results().map(m -> m.group()).distinct().count();
    }

    static double asks(String text) {
        List<String> sentences = Figures.sentences(text);
        long asking = sentences.stream()
                .filter(s -> s.endsWith("?") || s.endsWith("？"))
                .count();
        return sentences.isEmpty() ? 0 : (double) asking / sentences.size();
    }
}
