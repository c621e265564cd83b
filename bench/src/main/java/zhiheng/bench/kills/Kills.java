package zhiheng.bench.kills;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills a real server, a real database and both, with full disks, rollbacks and second servers mixed in, while writers note what is
 * acknowledged; then compares. The same seed gives the same faults in the same order, though never at the same instant.
 */
public final class Kills {
    private static final int SHOWN = 20;

    private Kills() {}

    /** Runs them and prints a table. Returns whether nothing was lost, doubled or contradictory. */
    public static boolean run(int kills, String which, long seed) throws Exception {
        var outcomes = new ArrayList<Campaign.Outcome>();
        var databases = switch (which) {
            case "sqlite" -> List.of(false);
            case "postgresql" -> List.of(true);
            case "both" -> List.of(false, true);
            default -> throw new IllegalArgumentException("sqlite, postgresql or both, not " + which);
        };
        for (int i = 0; i < databases.size(); i++) {
            int share = kills / databases.size() + (i < kills % databases.size() ? 1 : 0);
            var work = Files.createTempDirectory("zhiheng-kills");
            outcomes.add(Campaign.run(databases.get(i), share, seed, work));
            Shell.run("rm", "-rf", work.toString());
        }
        outcomes.forEach(Kills::print);
        return outcomes.stream().allMatch(Campaign.Outcome::good);
    }

    private static void print(Campaign.Outcome outcome) {
        var verdict = outcome.verdict();
        var journal = outcome.journal();
        System.out.printf("%n%s, %d kills; full disk by %s%n", outcome.database(), outcome.kills(), outcome.disk());
        outcome.times().forEach((fault, n) -> System.out.printf("  %4d × %s%n", n, fault));
        System.out.printf(
                "  acknowledged: %,d acts, %,d calls; refused %,d, broken off %,d; held though not written yet %,d, not"
                        + " even noted %,d (of these gone %d)%n",
                verdict.acts(),
                verdict.calls(),
                journal.refused.get(),
                journal.broken.get(),
                journal.unwritten.size(),
                journal.unnoted.size(),
                verdict.unwrittenGone().size());
        verdict.unwrittenGone().forEach(line -> System.out.println("    " + line));
        System.out.printf("  entries in the ledger: %,d%n", verdict.entries());
        list("lost", verdict.lost());
        list("doubled", verdict.doubled());
        list("contradictions between ledger, database, permits and evidence", verdict.contradictions());
        list("not as it should be on the way", outcome.problems());
        list(
                "strange answers",
                journal.strange.entrySet().stream()
                        .map(e -> e.getValue() + " × " + e.getKey())
                        .toList());
    }

    private static void list(String what, List<String> lines) {
        System.out.printf("  %s: %d%n", what, lines.size());
        lines.stream().limit(SHOWN).forEach(line -> System.out.println("    ✗ " + line));
    }
}
