package zhiheng.gateway.inspect;

import java.util.List;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Terms.Action;

/** Keeps a text back until it is whole, for inspectors that must see all of it. */
final class WholeFlow implements Inspection.Flow {
    /** A longer text is refused. */
    static final int LONGEST = 4 << 20;

    private final Inspection inspection;
    private final Inspection.Direction direction;
    private final StringBuilder text = new StringBuilder();
    private Inspection.Outcome outcome = new Inspection.Outcome(List.of(), null, "");

    WholeFlow(Inspection inspection, Inspection.Direction direction) {
        this.inspection = inspection;
        this.direction = direction;
    }

    @Override
    public String push(String piece) {
        if (text.length() + piece.length() > LONGEST) {
            outcome = new Inspection.Outcome(
                    List.of(new Detection(FindingKind.TOO_LONG.id(), 0, LONGEST, Action.REFUSE)), Action.REFUSE, "");
        } else {
            text.append(piece);
        }
        return "";
    }

    @Override
    public String end() {
        if (outcome.action() == Action.REFUSE) {
            return "";
        }
        outcome = inspection.inspect(text.toString(), direction);
        return outcome.text();
    }

    @Override
    public Inspection.Outcome soFar() {
        return outcome;
    }
}
