package zhiheng.server.rooms.law;

import java.util.List;

/**
 * What was found in the law.
 *
 * @param byMeaning whether meaning helped
 * @param every with every word, {@code near} with some of them or near in meaning
 */
public record FindView(String text, boolean byMeaning, List<Hit> every, List<Hit> near) {
    /**
     * @param title of the duty, the question or the article; "" for a rule without one
     * @param dates from when until when it holds; "" for what has no dates
     * @param letter how sure the reading is, "" for what has none; {@code meaning} what the letter says
     */
    public record Hit(
            String href,
            String where,
            String kind,
            String title,
            String text,
            String dates,
            String letter,
            String meaning) {}
}
