package zhiheng.watch;

import java.util.List;

/**
 * An alarm of a named monitor about one AI system, with what is needed to explain it.
 *
 * @param monitor id of the {@link Monitor} that raised it
 * @param alarm the finding: statistic, onset, change, what moved
 * @param guarantee what the monitor promises about false alarms
 * @param course how statistic and level ran since the monitor started or last alarmed, oldest first, thinned evenly
 * @param examples the latest interactions that count towards the alarm, oldest first
 */
public record Alert(
        String monitor, Key key, Alarm alarm, Guarantee guarantee, List<Point> course, List<Example> examples) {
    public Alert {
        course = List.copyOf(course);
        examples = List.copyOf(examples);
    }

    /** The statistic and the mean value over the observations since the point before. */
    public record Point(long time, double statistic, double level) {}

    /** An observed interaction: its id and the value observed on it. */
    public record Example(String interaction, long time, double value) {}
}
