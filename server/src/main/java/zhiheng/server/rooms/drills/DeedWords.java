package zhiheng.server.rooms.drills;

import java.util.List;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Scenario;
import zhiheng.server.rooms.drills.DrillEntry.Kind;

/** What a deed must name. */
final class DeedWords {
    /** What participants may say that they did. */
    static final List<Kind> RESPONSES =
            List.of(Kind.ALERT, Kind.ACKNOWLEDGED, Kind.GRADED, Kind.CONTAINED, Kind.RECOVERED, Kind.REPORTED);

    private DeedWords() {}

    static Kind kind(String word) {
        return Stream.concat(RESPONSES.stream(), Stream.of(Kind.NOTE))
                .filter(k -> k.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "kind 须为 alert、acknowledged、graded、contained、recovered、reported 或 note。",
                        "'kind' is alert, acknowledged, graded, contained, recovered, reported or note."));
    }

    /** @param injected so far, oldest first. @return the inject that the deed is about */
    static String checked(Scenario scenario, Kind kind, String inject, String detail, List<String> injected) {
        if (injected.isEmpty()) {
            throw Refusal.conflict("还没有注入任何事件。", "Nothing has been injected yet.");
        }
        if (kind == Kind.REPORTED) {
            return scenario.reports().stream()
                    .filter(r -> r.id().equals(detail))
                    .map(Scenario.Report::after)
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("场景中没有该报告。", "The scenario has no such report.")
                            .at("detail"));
        }
        if (kind == Kind.CONTAINED && !detail.matches("L[0-7]")) {
            throw Refusal.invalid("请写明措施：L0 至 L7。", "Name the step: L0 to L7.").at("detail");
        }
        boolean grade =
                Stream.of(Scenario.Grade.values()).anyMatch(g -> g.name().equalsIgnoreCase(detail));
        if (kind == Kind.GRADED && !grade) {
            throw Refusal.invalid("请写明等级：blue、yellow、orange、red。", "Name the grade: blue, yellow, orange or red.")
                    .at("detail");
        }
        if (inject.isEmpty()) {
            return injected.getLast();
        }
        if (!injected.contains(inject)) {
            throw Refusal.invalid("该事件尚未注入。", "That has not been injected yet.").at("inject");
        }
        return inject;
    }
}
