package zhiheng.office.lists;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Pack;

/**
 * A list that acts are held against. Its entries are rules of its pack: cited, dated, tested.
 *
 * @param about whose acts it is about
 * @param otherwise what it means that no entry fits; never that there is no duty
 * @param items how many items the document has where only some are entries here; 0 where the entries are all
 */
public record ActList(
        String id, Kind kind, Pack pack, Text title, Text about, Text otherwise, int items, List<Entry> entries) {
    /** What a list is for, and which answers its entries may give. */
    public enum Kind {
        SERVICE(Answer.OFFERED, Answer.ALLOWED, Answer.REPORT, Answer.APPROVAL, Answer.FORBIDDEN),
        NEGATIVE(Answer.FORBIDDEN, Answer.REVIEW),
        TOLERANCE(Answer.COVERED, Answer.EXCLUDED),
        PRE_DECISION(Answer.DELIBERATE),
        MARKET_ACCESS(Answer.PROHIBITED, Answer.PERMIT);

        final Set<Answer> answers;

        Kind(Answer... answers) {
            this.answers = Set.of(answers);
        }
    }

    /**
     * One entry.
     *
     * @param authority who is asked, told or heard; null where nobody is
     * @param limit by when, in words
     */
    public record Entry(
            Pack.Rule rule,
            Answer answer,
            @Nullable Text authority,
            List<Text> materials,
            @Nullable Text limit,
            @Nullable Text fee,
            @Nullable Text appeal) {
        public String id() {
            return rule.id();
        }
    }

    /** Whether all that the document lists is here, so that "not listed" can be said. */
    public boolean whole() {
        return items == 0;
    }
}
