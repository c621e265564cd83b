package zhiheng.drills.kits;

import java.util.List;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.drills.target.Table;

/**
 * A sample target with all that a drill needs.
 *
 * @param test inputs that training did not see, with their labels
 * @param table what may change in a row; empty for pictures
 */
public record Kit(String id, Model model, List<Text> classes, Labelled test, Optional<Table> table, Sheet sheet) {
    /**
     * The data sheet: what the model is for, what its data are, how it was trained, where it ends.
     *
     * @param accuracy the share of {@code held} inputs, unseen in training, that it labels right
     */
    public record Sheet(Text name, Text purpose, Text data, Text training, Text limits, double accuracy, int held) {}
}
