package zhiheng.office.sandbox;

import zhiheng.base.Text;

/**
 * One question that an applicant answers.
 *
 * @param evidence what shows it; both languages empty where the words are enough
 * @param weight in the score; 0 for a question that is asked for the terms or the order of the queue alone
 * @param must whether nobody is admitted without it
 * @param priority why a yes goes first in the queue; both languages empty where it does not
 * @param ref where it stands, {@code confidence} how sure the pack is of that, {@code meaning} what that mark means
 */
public record Criterion(
        String id,
        Group group,
        Text question,
        Text evidence,
        int weight,
        boolean must,
        Text priority,
        String ref,
        String confidence,
        Text meaning) {
    /** The three groups of an application. */
    public enum Group {
        TECHNICAL("技术安全", "Technical safety"),
        ETHICS("伦理", "Ethics"),
        EMERGENCY("应急处置", "Emergency handling");

        private final Text words;

        Group(String zh, String en) {
            words = new Text(zh, en);
        }

        public Text words() {
            return words;
        }
    }

    /** Whether a yes has to be shown by a piece of evidence. */
    public boolean shown() {
        return !evidence.en().isEmpty();
    }

    public boolean first() {
        return !priority.en().isEmpty();
    }
}
