package zhiheng.server.rooms.needs;

import java.util.List;
import zhiheng.cases.Deed;
import zhiheng.cases.Moved;

/** Keeps the counts of the board up with each change, in the same transaction. */
record Tally(NeedRows rows) {
    /** The open needs that went to and fro too often. */
    static final String STUCK = "now.stuck";

    void opened(Need n) {
        rows.count("", "stage." + n.c().stage(), 1);
        rows.count("", "flow.received", 1);
    }

    /** @param before as it stood, {@code after} as it stands */
    void moved(Need before, Need after, Moved moved) {
        var from = "stage." + before.c().stage();
        var to = "stage." + after.c().stage();
        if (!from.equals(to)) {
            rows.count("", from, -1);
            rows.count("", to, 1);
        }
        stuck(before, -1);
        stuck(after, 1);
        if (!before.lead().isEmpty()) {
            rows.count(before.lead(), from, -1);
        }
        if (!after.lead().isEmpty()) {
            rows.count(after.lead(), to, 1);
        }
        var lead = after.lead().isEmpty() ? before.lead() : after.lead();
        for (var deed : moved.deeds()) {
            for (var name : names(deed)) {
                rows.count("", name, 1);
                if (!lead.isEmpty()) {
                    rows.count(lead, name, 1);
                }
            }
        }
    }

    private void stuck(Need n, int more) {
        if (NeedDeeds.stuckNow(n)) {
            rows.count("", STUCK, more);
            if (!n.lead().isEmpty()) {
                rows.count(n.lead(), STUCK, more);
            }
        }
    }

    private static List<String> names(Deed deed) {
        return switch (deed.sort()) {
            case DONE ->
                switch (deed.subject()) {
                    case "dispatch-now", "dispatch-plan", "designate" -> List.of("flow.dispatched");
                    case "refuse" -> List.of("flow.bounced");
                    case "reply" -> List.of("flow.replied");
                    case "adopt" -> List.of("flow.replied", "flow.adopted");
                    case "adopt-part" -> List.of("flow.replied", "flow.adopted-part");
                    case "not-adopt" -> List.of("flow.replied", "flow.not-adopted");
                    case "extend" -> List.of("flow.extended");
                    default -> List.of();
                };
            case SILENT -> deed.subject().equals("confirm") ? List.of("flow.unreached") : List.of();
            case MET -> answer(deed) ? List.of("flow.in-time") : List.of();
            case MET_LATE -> answer(deed) ? List.of("flow.late") : List.of();
            default -> List.of();
        };
    }

    private static boolean answer(Deed deed) {
        return NeedClocks.answers(deed.subject());
    }

    /** What the asker said. */
    void confirmed(Need n) {
        var name = switch (n.confirmed()) {
            case YES -> "flow.solved";
            case HALF -> "flow.half";
            case NO -> "flow.not";
            case NOTHING -> "flow.unreached";
        };
        both(n, name);
        if (n.satisfied() > 0) {
            both(n, "flow.rated");
        }
        if (n.satisfied() >= 4) {
            both(n, "flow.satisfied");
        }
    }

    private void both(Need n, String name) {
        rows.count("", name, 1);
        if (!n.lead().isEmpty()) {
            rows.count(n.lead(), name, 1);
        }
    }
}
