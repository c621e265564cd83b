package zhiheng.office.exports;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.duties.TrackedDuty;

/** What is still to be done, overdue or not: an item for each duty, with its risk, its last day and whoever it is assigned to, by id. */
final class OscalPlan {
    private final OscalSystem about;

    OscalPlan(OscalSystem about) {
        this.about = about;
    }

    Map<String, Object> write() {
        var open = about.dossier.duties().stream()
                .filter(duty -> duty.state().pending())
                .toList();
        if (open.isEmpty()) {
            throw Refusal.conflict("没有待办的义务，OSCAL 不允许空的整改计划。", "Nothing is left to do, and OSCAL has no empty plan.");
        }
        return about.document(
                OscalKind.PLAN,
                true,
                Members.of(
                        "system-id", Members.of("identifier-type", NamedUuid.NAMESPACE, "id", about.id()),
                        "risks", open.stream().map(this::risk).toList(),
                        "poam-items", open.stream().map(this::item).toList()));
    }

    private Map<String, Object> item(TrackedDuty duty) {
        return Members.of(
                "uuid", about.uuid("item", duty.duty().id()),
                "title", Plain.markup(about.manner.say(duty.duty().title())),
                "description", Plain.markup(about.manner.say(duty.duty().text())),
                "props", props(duty),
                "related-risks", List.of(Members.of("risk-uuid", risked(duty))));
    }

    private List<Map<String, Object>> props(TrackedDuty duty) {
        var props = new java.util.ArrayList<>(OscalText.props(
                "control", Plain.token(duty.duty().id()), "pack", duty.duty().pack()));
        props.addAll(about.standing(duty));
        return props;
    }

    private Map<String, Object> risk(TrackedDuty duty) {
        var penalty = Plain.markup(about.manner.say(duty.duty().penalty()));
        return Members.of(
                "uuid", risked(duty),
                "title", Plain.markup(about.manner.say(duty.duty().title())),
                "description", Plain.markup(about.manner.say(duty.duty().text())),
                "statement",
                        penalty.isEmpty() ? about.manner.say("法律未写明后果。", "The law names no consequence.") : penalty,
                "status", "open",
                "deadline", deadline(duty),
                "remediations", List.of(remediation(duty)));
    }

    private Map<String, Object> remediation(TrackedDuty duty) {
        var due = duty.due();
        var title = Plain.markup(about.manner.say(duty.duty().title()));
        var task = due == null
                ? null
                : Members.of(
                        "uuid", about.uuid("task", duty.duty().id()),
                        "type", "milestone",
                        "title", title,
                        "timing",
                                Members.of(
                                        "on-date",
                                        Members.of("date", last(due, duty.duty().pack()))),
                        "responsible-roles", owner(duty));
        return Members.of(
                "uuid",
                about.uuid("remediation", duty.duty().id()),
                "lifecycle",
                "planned",
                "title",
                title,
                "description",
                duty.duty().evidence().en().isBlank()
                        ? title
                        : Plain.markup(about.manner.say(duty.duty().evidence())),
                "props",
                OscalText.props("assignee", duty.assignee()),
                "tasks",
                task == null ? List.of() : List.of(task));
    }

    private static List<Map<String, Object>> owner(TrackedDuty duty) {
        return duty.assignee().isEmpty()
                ? List.of()
                : List.of(Members.of(
                        "role-id", OscalSystem.OWNER, "party-uuids", List.of(OscalSystem.party(duty.assignee()))));
    }

    /** The last second of the last day, where the law holds. */
    private @Nullable String deadline(TrackedDuty duty) {
        var due = duty.due();
        return due == null ? null : last(due, duty.duty().pack());
    }

    private String last(LocalDate due, String pack) {
        return due.plusDays(1)
                .atStartOfDay(about.library.zone(pack))
                .minusSeconds(1)
                .truncatedTo(ChronoUnit.SECONDS)
                .toOffsetDateTime()
                .toString();
    }

    private String risked(TrackedDuty duty) {
        return about.uuid("risk", duty.duty().id());
    }
}
