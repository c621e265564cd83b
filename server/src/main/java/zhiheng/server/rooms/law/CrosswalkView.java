package zhiheng.server.rooms.law;

import java.util.List;

/**
 * What evidence serves twice: one group for each pair of packs.
 *
 * @param none what was looked for and not found, in the same groups
 */
public record CrosswalkView(List<Pair> pairs, List<None> none) {
    /** Duties of one law that have no counterpart in others, for one reason. */
    public record None(String law, List<String> in, List<Duty> duties, String why) {}

    /** @param heading the two laws */
    public record Pair(String heading, List<Line> lines) {}

    /** @param is how the evidence for the first duty stands to the second, in words */
    public record Line(Duty from, String is, Duty to, String why) {}

    /** @param href the page of its law */
    public record Duty(String href, String id, String title, String evidence) {}
}
