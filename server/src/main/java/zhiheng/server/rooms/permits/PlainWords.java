package zhiheng.server.rooms.permits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Containment;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms;
import zhiheng.server.ground.page.Words;

/** What a permit allows and forbids, in sentences for people who know neither JSON nor our words for its parts. */
final class PlainWords {
    private final Words words;
    private final Permit permit;

    private PlainWords(Words words, Permit permit) {
        this.words = words;
        this.permit = permit;
    }

    /** The sentences, the most telling first. */
    static List<String> of(Words words, Permit permit) {
        return new PlainWords(words, permit).sentences();
    }

    private List<String> sentences() {
        var result = new ArrayList<String>();
        result.add(words.t("plain.state." + permit.state()));
        if (permit.state() == PermitState.STOPPED) {
            return result;
        }
        result.add(who());
        if (!permit.barred().isEmpty()) {
            result.add(barred());
        }
        result.add(most());
        result.add(labels());
        result.addAll(findings());
        if (!permit.containment().equals(Containment.NONE)) {
            result.add(words.t("plain.containment"));
        }
        result.add(kept());
        var expires = permit.expires();
        if (expires != null) {
            var zone = permit.scope().zone();
            result.add(words.t(
                    "plain.expires",
                    expires.atZone(zone).toLocalDateTime().toString().replace('T', ' '),
                    zone.getId()));
        }
        return result;
    }

    /** For whom, when, for what: only what is limited, else that nothing is. */
    private String who() {
        var scope = permit.scope();
        var parts = new ArrayList<String>();
        var opens = scope.opens();
        var closes = scope.closes();
        if (opens != null && closes != null) {
            parts.add(words.t("plain.hours", opens, closes, scope.zone().getId()));
        }
        if (!scope.regions().isEmpty()) {
            parts.add(words.t("plain.regions", list(scope.regions())));
        }
        if (scope.youngest() > 0) {
            parts.add(words.t("plain.youngest", scope.youngest()));
        }
        if (!scope.purposes().isEmpty()) {
            parts.add(words.t("plain.purposes", list(scope.purposes())));
        }
        if (!scope.models().isEmpty()) {
            parts.add(words.t("plain.models", list(scope.models())));
        }
        if (!scope.tools().isEmpty()) {
            parts.add(words.t("plain.tools", list(scope.tools())));
        }
        if (!scope.asks().isEmpty()) {
            parts.add(words.t("plain.asks", list(scope.asks())));
        }
        return parts.isEmpty()
                ? words.t("plain.anybody")
                : words.t("plain.only", String.join(words.t("list.semicolon"), parts));
    }

    /** What is shut out whatever the scope allows, as a containment leaves it. */
    private String barred() {
        var barred = permit.barred();
        var parts = new ArrayList<String>();
        if (!barred.models().isEmpty()) {
            parts.add(words.t("plain.models", list(barred.models())));
        }
        if (!barred.tools().isEmpty()) {
            parts.add(words.t("plain.tools", list(barred.tools())));
        }
        if (!barred.regions().isEmpty()) {
            parts.add(words.t("plain.barred.regions", list(barred.regions())));
        }
        if (!barred.tenants().isEmpty()) {
            parts.add(words.t("plain.barred.tenants", list(barred.tenants())));
        }
        return words.t("plain.barred", String.join(words.t("list.semicolon"), parts));
    }

    private String most() {
        var parts = new ArrayList<String>();
        for (var cap : Cap.values()) {
            long most = permit.caps().of(cap);
            if (most > 0) {
                parts.add(words.t("plain.cap", words.t(cap.text()), String.format("%,d", most)));
            }
        }
        return parts.isEmpty()
                ? words.t("plain.no-cap")
                : words.t(
                        "plain.caps",
                        String.join(words.t("list.comma"), parts),
                        permit.scope().zone().getId());
    }

    private String labels() {
        var terms = permit.terms();
        var place = terms.explicitLabel();
        if (terms.producer().isEmpty()) {
            return words.t("plain.label.none");
        }
        var seen = words.t("plain.label." + place);
        return terms.implicitLabel() ? words.t("plain.label.both", seen) : words.t("plain.label.only", seen);
    }

    /** What is looked for and what it leads to, by what happens; what is named but not looked for is said too. */
    private List<String> findings() {
        var terms = permit.terms();
        if (terms.inspectors().isEmpty() && terms.actions().isEmpty()) {
            return List.of(words.t("plain.no-inspection"));
        }
        var byAction = new TreeMap<Terms.Action, TreeSet<String>>();
        for (var inspector : terms.inspectors()) {
            var family = FindingFamily.ofInspector(inspector);
            if (family == null || !terms.actions().containsKey(family.id())) {
                byAction.computeIfAbsent(Terms.Action.NOTE, a -> new TreeSet<>())
                        .add(family == null || family.isNamed() ? inspector : words.t(family.text()));
            }
        }
        var idle = new TreeSet<String>();
        for (Map.Entry<String, Terms.Action> entry : terms.actions().entrySet()) {
            var kind = entry.getKey();
            var family = FindingFamily.of(kind);
            var name = named(family, kind);
            if (family != null && !family.isReportedBy(terms.inspectors(), kind)) {
                idle.add(name);
            } else {
                byAction.computeIfAbsent(entry.getValue(), a -> new TreeSet<>()).add(name);
            }
        }
        var result = new ArrayList<String>();
        byAction.descendingMap().forEach((action, names) -> result.add(words.t("plain.find." + action, list(names))));
        if (!idle.isEmpty()) {
            result.add(words.t("plain.find.idle", list(idle)));
        }
        return result;
    }

    private String named(@Nullable FindingFamily family, String id) {
        var kind = FindingKind.of(id);
        if (family == null || kind != null && kind.isOpen()) {
            return id;
        }
        return kind != null ? words.t(kind.text()) : family.id().equals(id) ? words.t(family.text()) : id;
    }

    private String kept() {
        var terms = permit.terms();
        var content = terms.keepContentDays() > 0
                ? words.t("plain.content", terms.keepContentDays())
                : words.t("plain.no-content");
        var down = words.t("plain.down." + terms.whenStoreIsDown());
        var alert = words.t("plain.alert." + terms.onAlert());
        return words.t("plain.records", terms.keepRecordDays(), content) + " " + down + " " + alert;
    }

    private String list(java.util.Collection<String> values) {
        return new TreeSet<>(values).stream().collect(Collectors.joining(words.t("list.comma")));
    }
}
