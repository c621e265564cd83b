package zhiheng.server.rooms.incidents;

import static zhiheng.server.ground.http.JsonOut.map;
import static zhiheng.server.rooms.incidents.IncidentDesk.about;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Event;
import zhiheng.cases.reports.FilledReport;
import zhiheng.cases.reports.FilledReport.State;
import zhiheng.cases.reports.ReportForm;
import zhiheng.cases.reports.ReportForms;
import zhiheng.office.Office;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.incidents.IncidentDesk.Written;

/**
 * Fills the report forms of the packs from the record of an incident and files them. A report that is filed stands as it was, and its
 * digest is put on file in the case of its regime, which meets that regime's clock. A gap is said, and never filled by anything.
 */
final class ReportDesk {
    private final Transactions store;
    private final Office office;
    private final IncidentDesk desk;
    private final Optional<Ladder> ladder;
    private final AfterDesk after;
    private final CaseDesk cases;
    private final ReportForms forms;

    ReportDesk(
            Transactions store,
            Office office,
            IncidentDesk desk,
            Optional<Ladder> ladder,
            AfterDesk after,
            CaseDesk cases,
            ReportForms forms) {
        this.store = store;
        this.office = office;
        this.desk = desk;
        this.ladder = ladder;
        this.after = after;
        this.cases = cases;
        this.forms = forms;
    }

    ReportForms forms() {
        return forms;
    }

    /** A form as it would be filed now. */
    FilledReport filled(Actor actor, String id, String form, String kind) {
        return filled(actor, desk.one(actor, id), forms.of(form), kind);
    }

    private FilledReport filled(Actor actor, Incident incident, ReportForm form, String kind) {
        return FilledReport.of(
                form,
                form.kind(kind),
                incident.note().answers(),
                typed(actor, incident.id(), form.id()),
                new RecordValues(office, desk, ladder, after, actor, incident, form.procedure()));
    }

    /** What people wrote into a form, by field. */
    Map<String, String> typed(Actor actor, String id, String form) {
        desk.one(actor, id);
        return store.read(tx -> ReportSql.in(tx).typed(id, form));
    }

    List<FiledReport> filed(Actor actor, String id) {
        desk.one(actor, id);
        return store.read(tx -> ReportSql.in(tx).filed(id));
    }

    FiledReport filed(Actor actor, String id, String report) {
        return filed(actor, id).stream()
                .filter(r -> r.id().equals(report))
                .findFirst()
                .orElseThrow(Access::notFound);
    }

    /** What somebody wrote into a field, over what stood there when they began. */
    record Typed(String was, String now) {}

    /**
     * Keeps what was typed; an empty value gives the field back to the record.
     *
     * @throws Refusal when another person wrote into one of the fields meanwhile; then nothing is kept
     */
    void type(Actor actor, String id, String formId, Map<String, Typed> values) {
        Access.mayChange(actor);
        IncidentDesk.isOpen(desk.one(actor, id));
        var form = forms.of(formId);
        var changed = new TreeMap<String, Typed>();
        values.forEach((field, value) -> {
            var known = form.fields().stream()
                    .filter(f -> f.id().equals(field))
                    .findFirst()
                    .orElseThrow(
                            () -> Refusal.invalid("该表没有栏目“" + field + "”。", "The form has no field '" + field + "'."));
            var now = Input.optional(known.name().zh(), field, value.now(), Input.TEXT);
            if (!now.equals(value.was())) {
                changed.put(field, new Typed(value.was(), now));
            }
        });
        store.write(tx -> {
            var sql = ReportSql.in(tx);
            var stored = sql.typed(id, formId);
            changed.forEach((field, value) -> {
                var there = stored.getOrDefault(field, "");
                if (!there.equals(value.was()) && !there.equals(value.now())) {
                    throw Refusal.conflict(
                            "“" + field + "”已由他人改为：" + there,
                            "'" + field + "' was changed by somebody else to: " + there);
                }
                sql.type(id, formId, field, value.now(), actor.id(), desk.now());
            });
            return changed.size();
        });
    }

    /**
     * Files a report: it is with the office that it goes to, which gave {@code receipt}.
     *
     * @param seen the last entry of the record that the person looked at
     * @throws Refusal when it has gaps that the rule does not allow
     */
    FiledReport file(Actor actor, String id, String formId, String kindId, long seen, String receipt) {
        Access.mayChange(actor);
        var number = Input.required("回执编号", "receipt", receipt, Input.NAME);
        var form = forms.of(formId);
        var kind = form.kind(kindId);
        var filled = filled(actor, desk.one(actor, id), form, kindId);
        if (!kind.mayLack() && !filled.gaps().isEmpty()) {
            throw gaps(filled);
        }
        var who = cases.who(actor);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            IncidentDesk.isOpen(incident);
            IncidentDesk.seen(incident, seen);
            var body = Json.write(tree(incident, filled));
            var report = new FiledReport(
                    desk.nextId(), id, formId, kindId, number, Sha256.of(body), body, desk.now(), actor.id());
            ReportSql.in(tx).add(report);
            var record = desk.record(tx, acts, actor, incident);
            record.add(
                    Entry.Kind.REPORTED,
                    number,
                    about(
                            "form", formId,
                            "kind", kindId,
                            "report", report.id(),
                            "gaps", filled.gaps().size(),
                            "sha256", report.sha256()),
                    report.sha256());
            if (!form.procedure().isEmpty()) {
                var caseId = IncidentSql.in(tx).regimes(id).get(form.procedure());
                if (caseId == null) {
                    throw notBegun(form);
                }
                cases.actIn(tx, acts, actor, caseId, new Event.File(kind.files(), report.sha256(), who, desk.now()));
            }
            return new Written<>(report, record);
        });
    }

    private static Refusal gaps(FilledReport filled) {
        var names = filled.gaps().stream().map(l -> l.field().name()).toList();
        return Refusal.invalid(
                "尚缺：" + String.join("、", names.stream().map(Text::zh).toList()) + "。该报告不得有缺项。",
                "Still missing: "
                        + String.join("; ", names.stream().map(Text::en).toList())
                        + ". This report may not go in with gaps.");
    }

    private Refusal notBegun(ReportForm form) {
        var name = cases.procedures().of(form.procedure()).name();
        return Refusal.conflict(
                "本事件尚未启动“" + name.zh() + "”：先回答问题，由分级决定是否适用。",
                "'" + name.en() + "' has not begun for this incident; answer the questions first, the grade decides"
                        + " whether it applies.");
    }

    private static Map<String, Object> tree(Incident incident, FilledReport filled) {
        return map(
                "incident", incident.id(),
                "entries", incident.seq(),
                "form", filled.form().id(),
                "version", filled.form().version(),
                "kind", filled.kind().id(),
                "lines",
                        filled.lines().stream()
                                .filter(l -> l.state() != State.NOT_ASKED)
                                .map(ReportDesk::line)
                                .toList());
    }

    static Map<String, Object> line(FilledReport.Line l) {
        return map(
                "field", l.field().id(),
                "name", IncidentsApi.text(l.field().name()),
                "article", l.field().article(),
                "state", IncidentsApi.word(l.state()),
                "value", IncidentsApi.text(l.value()),
                "why", l.state() == State.MISSING ? IncidentsApi.text(l.field().why()) : null);
    }
}
