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
    CONTRADICTS("数字矛盾", "figures contradict another text", .6);

    /** From the wordings it was tuned on, and what else is said to a program that answers; nothing of the wordings kept back. */
    private static final Pattern ORDER = Pattern.compile(
            "忽略|无视|不要理会|不得(?:提及|引用)|不要(?:引用|提及|使用)|只(?:能|需)?按(?:本|此|以下)|(?:直接|必须)回答|回答本|如实照答"
                    + "|(?:助手|模型)(?:请|应当?回|注意|必须)|请(?:模型|助手)|以下说法|提示词|上述指令"
                    + "|\\b(?:ignore|disregard|forget|assistant|passages?|prompt)\\b"
                    + "|\\b(?:answer(?:ing)?|reply|respond)\\b(?=.{0,40}\\b(?:only|with|as follows|exactly|this|the following)\\b)"
                    + "|\\bnot (?:cite|mention|use|quote)\\b|\\bmodel (?:must|shall)\\b|\\b(?:previous|above) instructions?\\b",
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
