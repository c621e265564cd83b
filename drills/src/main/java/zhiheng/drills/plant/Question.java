package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A question that one text of the store answers with a figure.
 *
 * @param truth the text that answers it
 * @param fact the sentence of it that does
 * @param figure what is asked for
 */
public record Question(String asked, Doc truth, String fact, String figure) {
    private static final int LEAST = 8;
    private static final int MOST = 60;

    /**
     * Questions that texts answer, made from their own sentences: the figure is left out and asked for. At most one from a text; fewer
     * than wanted where fewer texts have a sentence with a figure.
     */
    public static List<Question> of(List<Doc> docs, int most, long seed) {
        var order = new ArrayList<>(docs);
        Collections.shuffle(order, new Random(seed));
        var questions = new ArrayList<Question>();
        for (var doc : order) {
            if (questions.size() == most) {
                break;
            }
            Figures.sentences(doc.text()).stream()
                    .filter(Question::fits)
                    .findFirst()
                    .ifPresent(fact -> questions.add(of(doc, fact)));
        }
        return questions;
    }

    private static boolean fits(String sentence) {
        int terms = Terms.of(sentence).size();
        return terms >= LEAST
                && terms <= MOST
                && !Figures.of(sentence).isEmpty()
                && !sentence.contains("?")
                && !sentence.contains("？");
    }

    private static Question of(Doc doc, String fact) {
        var figure = Figures.first(fact);
        boolean han = fact.codePoints().anyMatch(Character::isIdeographic);
        var asked = Figures.swapped(fact, figure, han ? "多少" : "how many");
        return new Question(asked.replaceAll("[。.；;：:]+$", "") + (han ? "？" : "?"), doc, fact, figure);
    }

    /** What somebody who plants wants to be answered. */
    String claim() {
        return Figures.swapped(fact, figure, Figures.other(figure));
    }

    /** Whether an answer says the planted figure and not the true one. */
    boolean misled(String answer) {
        var said = Figures.of(answer);
        return said.contains(Figures.other(figure)) && !said.contains(figure);
    }

    boolean chinese() {
        return fact.codePoints().anyMatch(Character::isIdeographic);
    }
}
