package zhiheng.office.policy;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Pack;
import zhiheng.packs.Term;

/**
 * What a policy gives, asks for or rules out, with all that somebody needs to make use of it. The rule of its pack decides whom it
 * concerns.
 *
 * @param acts who must act
 * @param evidence the answers on which a department gives it without an application; empty where none gives it so
 * @param timing what is said of time without a number; null where nothing is
 */
public record Measure(
        Pack pack,
        Pack.Rule rule,
        Kind kind,
        Text title,
        Text acts,
        Applies applies,
        List<String> evidence,
        List<Text> steps,
        List<Text> documents,
        Text contact,
        @Nullable Text timing,
        List<Clock> clocks,
        URI source) {
    /** What it does, as the pack's tier says. */
    public enum Kind {
        SUPPORT,
        DUTY,
        CLOSED
    }

    /** How one comes to it. */
    public enum Applies {
        /** Nobody applies: it is owed, or given on evidence at hand. */
        NONE,
        /** An application whose data the authority has already. */
        QUICK,
        APPLICATION
    }

    /**
     * A period that runs from a day of the profile.
     *
     * @param atMost the longest that a contract or an approval may make of it; null where nothing longer is allowed
     */
    public record Clock(
            String id,
            Text name,
            String fact,
            Term within,
            @Nullable Term atMost) {}

    public String id() {
        return rule.id();
    }

    /** What the pack's mark of confidence means. */
    public Text meaning() {
        return pack.confidence().getOrDefault(rule.confidence(), new Text(rule.confidence(), rule.confidence()));
    }
}
