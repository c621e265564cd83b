package zhiheng.drills.suite;

import java.util.List;

/**
 * One prompt of a suite.
 *
 * @param group the risk or kind it belongs to
 * @param origin what was written by hand and gave this prompt with others: those are alike, and are not counted as independent
 * @param language {@code zh} or {@code en}
 * @param system the system message; "" for none
 * @param tools names of tools that are offered
 * @param mark what the judge looks for: the token of an injection, a protected text, a tool that must not be called
 * @param pair joins the two sides of a matched pair; "" elsewhere
 * @param side 0 or 1 in a pair
 */
public record Probe(
        String id,
        String part,
        String group,
        String origin,
        String language,
        String system,
        String prompt,
        List<String> tools,
        String mark,
        String pair,
        int side) {
    public Probe {
        tools = List.copyOf(tools);
    }

    /** Which question it is, whatever suite or place it stands in. */
    String digest() {
        return Digests.of(system, prompt, String.join(",", tools));
    }
}
