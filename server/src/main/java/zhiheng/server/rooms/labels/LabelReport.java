package zhiheng.server.rooms.labels;

import java.util.List;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Words;

/**
 * The check of a folder as a report that stands alone: one file to read, print and hand over.
 *
 * @param made when, in words
 * @param tiles the four verdicts
 * @param findings how many files depart from which clause, most frequent first
 * @param formats how many files of each format have each verdict, in the order of the tiles
 * @param groups the files themselves, those with problems first
 */
public record LabelReport(
        Words words,
        String folder,
        String made,
        long files,
        long links,
        List<Tile> tiles,
        List<Finding> findings,
        List<FormatRow> formats,
        List<Group> groups) {
    /** One verdict: its light, how many files, and its part of the bar from {@code x} on, in thousandths. */
    public record Tile(State state, String meaning, long files, String percent, int x, int width) {}

    public record Finding(long files, String clause, String text, int width) {}

    public record FormatRow(String format, List<Long> counts, long files) {}

    /** Files of one verdict; {@code more} of them are counted but not listed. */
    public record Group(State state, long files, long more, List<Row> rows) {}

    public record Row(String file, String format, List<String> labels, List<String> findings) {}
}
