package zhiheng.server.rooms.law;

import java.util.List;
import zhiheng.server.ground.page.Tier;

/** One legal instrument, or one stage of it. */
public record PackView(
        String id,
        String name,
        String otherName,
        String issuer,
        String number,
        String jurisdiction,
        String version,
        String source,
        List<Named> dates,
        List<Tier> tiers,
        List<Stage> stages,
        List<Letter> confidence,
        int all,
        int read,
        String stage,
        List<Rule> rules) {
    public record Named(String name, String value) {}

    /** A mark of confidence: what it means, and what a rule that carries it may decide. */
    public record Letter(String name, String value, String may) {}

    public record Stage(String href, String name, int rules, boolean here) {}

    public record Rule(
            String id,
            String article,
            String ref,
            String text,
            String otherText,
            String yields,
            String from,
            String to,
            String confidence,
            String meaning,
            String read,
            String when,
            String unless) {}
}
