package zhiheng.office.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.duties.TrackedDuty;

/**
 * Where the duties of a dossier stand, as results of an assessment: an observation for each that was looked at, and a finding where it is
 * met or not. What is planned, exempted or not applicable has an observation and no finding, for a finding knows only yes and no.
 */
final class OscalResults {
    private final OscalSystem about;

    OscalResults(OscalSystem about) {
        this.about = about;
    }

    Map<String, Object> write() {
        var looked = about.dossier.duties().stream()
                .filter(duty -> switch (duty.state()) {
                    case NOT_ASSESSED -> false;
                    case PLANNED, IN_PROGRESS, MET, GAP, OVERDUE, EXEMPTED, NOT_APPLICABLE -> true;
                })
                .toList();
        if (looked.isEmpty()) {
            throw Refusal.conflict(
                    "尚未评估任何义务，没有可导出的评估结果。", "No duty has been looked at yet, so there are no results to export.");
        }
        var plan = about.uuid("no-plan");
        var result = Members.of(
                "uuid", about.uuid("result", about.dossier.asOf().toString()),
                "title", about.manner.say("档案所记状态", "States as the dossier has them"),
                "description",
                        Plain.markup(about.manner.say(
                                "由提供者和主管部门记录于档案；不是独立评估。",
                                "As the provider and the authority put them down; no independent assessment.")),
                "start", about.modified().toString(),
                "props", OscalText.props("as-of", about.dossier.asOf()),
                "reviewed-controls",
                        Members.of(
                                "control-selections",
                                List.of(Members.of(
                                        "include-controls",
                                        looked.stream()
                                                .map(duty -> Members.of(
                                                        "control-id",
                                                        Plain.token(duty.duty().id())))
                                                .toList()))),
                "observations", looked.stream().map(this::observation).toList(),
                "findings", findings(looked));
        var resources = new ArrayList<Map<String, Object>>();
        resources.add(Members.of(
                "uuid", plan,
                "title", about.manner.say("没有评估计划", "No assessment plan"),
                "description",
                        about.manner.say(
                                "OSCAL 要求指明评估计划；档案没有这样的计划。",
                                "OSCAL asks for the plan that was followed; a dossier has none.")));
        resources.addAll(about.resources(looked));
        return about.document(
                OscalKind.RESULTS,
                false,
                Members.of(
                        "import-ap", Members.of("href", "#" + plan),
                        "results", List.of(result),
                        "back-matter", Members.of("resources", resources)));
    }

    private Map<String, Object> observation(TrackedDuty duty) {
        return Members.of(
                "uuid", observed(duty),
                "title", Plain.markup(about.manner.say(duty.duty().title())),
                "description", Plain.markup(about.manner.say(duty.duty().text())),
                "props", about.standing(duty),
                "methods", List.of("EXAMINE"),
                "relevant-evidence",
                        OscalSystem.evidence(duty).stream()
                                .map(one -> Members.of(
                                        "href", "#" + about.evidence(one),
                                        "description", "SHA-256 " + one.sha256()))
                                .toList(),
                "collected", about.modified().toString());
    }

    private List<Map<String, Object>> findings(List<TrackedDuty> looked) {
        var list = new ArrayList<Map<String, Object>>();
        for (var duty : looked) {
            var satisfied = satisfied(duty);
            if (satisfied != null) {
                list.add(Members.of(
                        "uuid", about.uuid("finding", duty.duty().id()),
                        "title", Plain.markup(about.manner.say(duty.duty().title())),
                        "description", Plain.markup(about.manner.say(duty.duty().text())),
                        "target",
                                Members.of(
                                        "type", "statement-id",
                                        "target-id",
                                                OscalCatalog.statement(
                                                        duty.duty().id()),
                                        "status", Members.of("state", satisfied ? "satisfied" : "not-satisfied")),
                        "related-observations", List.of(Members.of("observation-uuid", observed(duty)))));
            }
        }
        return list;
    }

    private static @Nullable Boolean satisfied(TrackedDuty duty) {
        return switch (duty.state()) {
            case MET -> true;
            case GAP, OVERDUE -> false;
            case NOT_ASSESSED, PLANNED, IN_PROGRESS, EXEMPTED, NOT_APPLICABLE -> null;
        };
    }

    private String observed(TrackedDuty duty) {
        return about.uuid("observation", duty.duty().id());
    }
}
