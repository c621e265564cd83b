package zhiheng.server.rooms.needs;

import java.util.List;

/** The supervisor's board. */
public record BoardView(List<Bar> funnel, List<Rate> rates, List<Row> rows, long late, long excluded) {
    /** @param percent of what was received */
    public record Bar(String label, long count, int percent, String href) {}

    /** A share with what it is made of; {@code percent} is "" while there is nothing to divide by. */
    public record Rate(String label, String percent, long part, long whole, String why) {}

    /** A department. */
    public record Row(
            String name,
            String href,
            long open,
            long late,
            long bounced,
            long replied,
            String resolution,
            String time) {}
}
