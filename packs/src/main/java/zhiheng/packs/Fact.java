package zhiheng.packs;

import java.util.List;
import zhiheng.base.Text;

/**
 * One thing a pack asks about an AI system.
 *
 * @param id snake_case name, unique over all packs
 * @param pack the pack that declares it, or "shared" for the common vocabulary
 * @param options what a CHOICE or CHOICES fact may hold; empty for other types
 * @param signed whether a NUMBER may be below zero: most are counts, amounts and times, and a minus there is a slip
 */
public record Fact(String id, String pack, Type type, Text question, Text help, List<Option> options, boolean signed) {
    /** How a fact is written: {@code true}, one option, a list of options, a number, an ISO date. */
    public enum Type {
        BOOL,
        CHOICE,
        CHOICES,
        NUMBER,
        DATE
    }

    /**
     * One answer out of a closed list.
     *
     * @param alone it says "none of these", so no other option can stand beside it
     */
    public record Option(String id, Text label, boolean alone) {}
}
