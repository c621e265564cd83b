package zhiheng.gateway.inspect;

import java.util.List;

/** Keeps a text back until it is whole, for inspectors that must see all of it. */
final class WholeFlow implements Inspection.Flow {
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
        text.append(piece);
        return "";
    }

    @Override
    public String end() {
        outcome = inspection.inspect(text.toString(), direction);
        return outcome.text();
    }

    @Override
    public Inspection.Outcome soFar() {
        return outcome;
    }
}
