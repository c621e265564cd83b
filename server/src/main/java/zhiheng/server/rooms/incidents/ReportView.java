package zhiheng.server.rooms.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * A report form of an incident.
 *
 * @param mayLack whether the rule takes it with gaps
 * @param mayFile whether anything may be typed and filed
 * @param version the last entry of the record that was looked at
 */
public record ReportView(
        String incident,
        String incidentHref,
        String href,
        String saveHref,
        String name,
        String kind,
        String ref,
        String certainty,
        String about,
        boolean mayLack,
        boolean mayFile,
        long version,
        List<Gap> gaps,
        List<Line> lines,
        Form form) {
    public record Gap(String name, String anchor, String why) {}

    /**
     * @param field the name of its input; {@code was} what stood there, so that nobody writes over another unseen
     * @param value from the record, "" where it holds none
     */
    public record Line(String field, String name, String help, String article, State state, String value, String was) {}

    /** All forms of an incident, and what went in. */
    public record All(String incident, String incidentHref, List<Regime> forms, List<Filed> filed) {}

    public record Regime(String name, String about, String ref, List<Kind> kinds) {}

    /** @param sent when it last went in; null where it did not */
    public record Kind(
            String name, String href, State state, @Nullable When sent) {}

    public record Filed(String name, String kind, String receipt, When filed, String who, String sha256, String href) {}

    /** A report as it went in, for print. */
    public record Paper(
            String incident,
            String incidentHref,
            String name,
            String kind,
            String receipt,
            When filed,
            String sha256,
            String download,
            String pdf,
            List<Row> rows) {}

    /** @param value "" for a gap */
    public record Row(String name, String article, String value) {}
}
