package zhiheng.server.rooms.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Now;

/**
 * A group of questions about one system.
 *
 * @param skipped ids of the questions passed over so far, comma-separated
 * @param now what somebody else answered meanwhile; null where nobody did
 */
public record Questions(
        String systemHref,
        String systemName,
        String version,
        int answered,
        int open,
        String skipped,
        boolean editing,
        List<Question> group,
        List<Answer> answers,
        @Nullable List<Now> now) {
    /**
     * @param type BOOL, CHOICE, CHOICES, NUMBER or DATE
     * @param value what stands in a number or date field
     * @param decides the provisions that the answer helps to decide
     */
    public record Question(
            String fact,
            String type,
            String question,
            String help,
            List<Choice> options,
            String value,
            boolean none,
            List<Cited> decides,
            int more,
            @Nullable String error) {}

    /** An answered question; {@code href} opens it again. */
    public record Answer(String question, String answer, String href) {}

    public int percent() {
        return answered + open == 0 ? 100 : answered * 100 / (answered + open);
    }
}
