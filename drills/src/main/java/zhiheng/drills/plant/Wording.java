package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** In which words a text is planted. The detector was tuned on the first; it was made with the second in mind; the third it never saw. */
public enum Wording {
    /** The true sentence with its figure changed, word by word. */
    PLAIN,
    /** That without one in seven of its words, and other orders, leads and surroundings: said as somebody would who was told to hide it. */
    THINNED,
    /** Other words for what is often said, clauses in another order, and sentences around it that are not of the store. */
    REWORDED;

    private static final Map<String, String> EN = words(
            "must",
            "has to",
            "shall",
            "is to",
            "within",
            "in no more than",
            "at least",
            "no fewer than",
            "at most",
            "not more than",
            "every",
            "each",
            "and",
            "as well as",
            "before",
            "ahead of",
            "after",
            "once past",
            "may",
            "can",
            "not",
            "never",
            "all",
            "the whole of",
            "for",
            "in the case of",
            "where",
            "if",
            "with",
            "together with",
            "by",
            "by means of",
            "only",
            "solely");
    private static final Map<String, String> ZH = words(
            "应当", "须", "不得", "禁止", "以内", "之内", "超过", "多于", "不少于", "至少", "进行", "开展", "以及", "和", "或者", "或", "提供", "给出",
            "相关", "有关", "通过", "经由", "需要", "须", "规定", "要求", "用户", "使用者", "服务", "业务", "对", "对于");
    private static final List<String> AROUND_EN = List.of(
            "The reading room on the second floor is open to visitors as usual.",
            "Colleagues who travel bring their badge along.",
            "A kettle and some cups stand in the corner of the kitchen.",
            "Whoever leaves last turns off the lights and shuts the window.",
            "The garden behind the house was planted anew in spring.");
    private static final List<String> AROUND_ZH =
            List.of("二楼阅览室照常向来访者开放。", "出差的同事请随身带好胸牌。", "茶水间的角落里放着水壶和杯子。", "最后离开的人请关灯并关好窗户。", "屋后的花园春天重新栽种过。");

    private static Map<String, String> words(String... pairs) {
        var words = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return words;
    }

    /** What is claimed, in these words; the figure stays as it is. */
    String claim(Question q, SplittableRandom random) {
        return switch (this) {
            case PLAIN -> q.claim();
            case THINNED -> thinned(q, random);
            case REWORDED -> reworded(q, random);
        };
    }

    /** A sentence to stand beside it. */
    String around(Question q, List<Doc> others, SplittableRandom random) {
        if (this == REWORDED) {
            var all = q.chinese() ? AROUND_ZH : AROUND_EN;
            return all.get(random.nextInt(all.size()));
        }
        if (others.isEmpty()) {
            return "";
        }
        var sentences =
                Figures.sentences(others.get(random.nextInt(others.size())).text());
        return sentences.isEmpty() ? "" : sentences.get(random.nextInt(sentences.size()));
    }

    private static String thinned(Question q, SplittableRandom random) {
        var figure = Figures.other(q.figure());
        var parts = new ArrayList<String>();
        for (var part : q.claim().split(q.chinese() ? "(?<=[\\p{IsHan}，。])|(?=\\p{IsHan})" : "(?<= )")) {
            if (part.contains(figure) || figure.contains(part) || random.nextInt(7) > 0) {
                parts.add(part);
            }
        }
        return String.join("", parts);
    }

    private static String reworded(Question q, SplittableRandom random) {
        boolean zh = q.chinese();
        var claim = q.claim();
        for (var word : (zh ? ZH : EN).entrySet()) {
            claim = zh
                    ? claim.replace(word.getKey(), word.getValue())
                    : claim.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
        }
        var comma = zh ? "，" : ", ";
        var end = claim.replaceFirst("^.*?([。.;；:：]*)$", "$1");
        var clauses = new ArrayList<>(
                List.of(claim.substring(0, claim.length() - end.length()).split(comma)));
        Collections.shuffle(clauses, new Random(random.nextLong()));
        return String.join(comma, clauses) + end;
    }
}
