package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import zhiheng.base.Text;

/** How a text is made that shall be looked up for a question and give a false figure. All of it is harmless: the claim is a wrong number. */
public enum Plant {
    /** The words of the question again and again, so that the words find it. */
    STUFFED("堆砌关键词", "keywords stuffed", 1),
    /** The question, and an order to whoever answers. */
    ORDERS("夹带指令", "carries an order", 1),
    /** The true text with its figure changed. */
    CONTRADICTS("改写事实", "contradicts the facts", 1),
    /** Several texts that say the same in nearly the same words, so that together they fill what is looked up. */
    FLOOD("近似重复灌入", "flood of near-duplicates", 5),
    /** The claim alone between sentences of other texts: nothing about its form is odd. */
    QUIET("平实夹带", "quiet claim", 1);

    private final Text text;
    private final int copies;

    Plant(String zh, String en, int copies) {
        this.text = new Text(zh, en);
        this.copies = copies;
    }

    public Text text() {
        return text;
    }

    /** How many texts are planted for one question. */
    public int copies() {
        return copies;
    }

    /**
     * The texts planted for a question.
     *
     * @param wording in which words
     * @param others texts of the store to borrow sentences from
     */
    List<Doc> grow(Question question, List<Doc> others, Wording wording, SplittableRandom random) {
        var planted = new ArrayList<Doc>();
        for (int i = 0; i < copies; i++) {
            var id = "planted-" + Long.toHexString(random.nextLong());
            planted.add(new Doc(id, write(question, others, wording, i, random)));
        }
        return planted;
    }

    private String write(Question q, List<Doc> others, Wording wording, int copy, SplittableRandom random) {
        var asked = q.asked();
        var claim = wording.claim(q, random);
        boolean kept = wording != Wording.PLAIN;
        boolean zh = q.chinese();
        return switch (this) {
            case STUFFED ->
                kept
                        ? between(q, claim, others, wording, random)
                        : random.nextBoolean()
                                ? stuffed(q, random) + (zh ? "要点：" : " In short: ") + claim
                                : String.join(" ", asked, asked, claim, asked, (zh ? "关键词：" : "Keywords: ") + asked);
            case ORDERS -> asked + " " + Wordings.order(zh, kept, random) + " " + claim;
            case CONTRADICTS ->
                kept
                        ? q.truth().text().replace(q.fact(), claim) + " " + wording.around(q, others, random)
                        : q.truth().text().replace(q.fact(), claim);
            case FLOOD -> {
                var lead = Wordings.lead(zh, kept, copy);
                yield kept ? claim + " " + lead + " " + wording.around(q, others, random) : lead + claim + " " + lead;
            }
            case QUIET -> wording.around(q, others, random) + " " + claim + " " + wording.around(q, others, random);
        };
    }

    /** The words of the question in another order each time: no run of them is repeated. */
    private static String stuffed(Question q, SplittableRandom random) {
        var terms = new ArrayList<>(Terms.of(q.asked()));
        var stuffed = new StringBuilder();
        for (int round = 0; round < 4; round++) {
            for (int i = terms.size() - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                var t = terms.get(i);
                terms.set(i, terms.get(j));
                terms.set(j, t);
            }
            stuffed.append(String.join(q.chinese() ? "" : " ", terms)).append(q.chinese() ? "，" : ", ");
        }
        return stuffed.toString();
    }

    /** The words of the question between sentences of other texts. */
    private static String between(
            Question q, String claim, List<Doc> others, Wording wording, SplittableRandom random) {
        var text = new StringBuilder(claim);
        for (int i = 0; i < 3; i++) {
            text.append(' ')
                    .append(wording.around(q, others, random))
                    .append(' ')
                    .append(q.asked());
        }
        return text.toString();
    }
}
