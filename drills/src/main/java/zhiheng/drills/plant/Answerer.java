package zhiheng.drills.plant;

import java.util.HashSet;
import java.util.List;

/** Whoever answers a question from the texts that were looked up: a model, or {@link #QUOTE}. */
@FunctionalInterface
public interface Answerer {
    String answer(String question, List<Doc> found) throws InterruptedException;

    /**
     * Quotes the one sentence with a figure that has most of the question's terms, the first of equals. No model and easily misled, as a
     * model is that believes all it is given; it obeys no orders.
     */
    Answerer QUOTE = (question, found) -> {
        var asked = new HashSet<>(Terms.of(question));
        var best = "";
        double most = 0;
        for (var doc : found) {
            for (var sentence : Figures.sentences(doc.text())) {
                if (Figures.of(sentence).isEmpty()) {
                    continue;
                }
                var terms = new HashSet<>(Terms.of(sentence));
                long common = terms.stream().filter(asked::contains).count();
                double share = (double) common / (asked.size() + .2 * terms.size());
                if (share > most) {
                    most = share;
                    best = sentence;
                }
            }
        }
        return best;
    };
}
