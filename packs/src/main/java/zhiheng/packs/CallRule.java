package zhiheng.packs;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * What law may ask of every call that an AI system answers. A duty names it under {@code calls}; a tier with {@code ban: true} forbids
 * all of them. Only what the record of a call can show is here.
 */
public enum CallRule {
    FORBIDDEN("forbidden", "不得提供", "not to be answered at all"),
    LABELLED("labelled", "生成内容须有标识", "what was generated carries a label"),
    INSPECTED("inspected", "须经内容检查", "the content is inspected"),
    REVIEWED("reviewed", "须经人工复核", "a person looks before it is passed on"),
    KEPT("kept-six-months", "记录保存六个月以上", "its record is kept for six months or more");

    static final List<String> WORDS =
            Arrays.stream(values()).map(rule -> rule.word).toList();

    private final String word;
    private final Text text;

    CallRule(String word, String zh, String en) {
        this.word = word;
        this.text = new Text(zh, en);
    }

    /** As packs write it. */
    public String word() {
        return word;
    }

    public Text text() {
        return text;
    }

    static @Nullable CallRule of(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.word.equals(word))
                .findFirst()
                .orElse(null);
    }
}
