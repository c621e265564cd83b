package zhiheng.server.rooms.effect;

import java.time.LocalDate;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.effect.Results;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.needs.NeedsFace;
import zhiheng.server.rooms.supervision.SupervisionFeature;

/** Results out of this system's own records. Departments read of themselves. */
record OwnResults(NeedsFace needs, SupervisionFeature supervision, OfficeTime time) {
    record Judged(OwnSeries series, OwnSeries.Found found, Results results) {}

    Judged judge(Actor actor, OwnSeries.Unit unit, Indicator indicator, LocalDate from) {
        needs.of(actor);
        var series = OwnSeries.of(unit, indicator, from, time.today());
        var found = series.works(
                needs.closed(actor, series.first(), series.end()),
                supervision.days(actor, series.first(), series.end()),
                supervision.names());
        return new Judged(series, found, series.judge(found));
    }
}
