package zhiheng.office.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.Finding;

/** The system as a component with the duties that are met or worked at, and the gateway as one with those that its permit holds calls to. */
final class OscalComponents {
    private final OscalSystem about;
    private final List<Enforced> enforced;

    OscalComponents(OscalSystem about, List<Enforced> enforced) {
        this.about = about;
        this.enforced = enforced;
    }

    Map<String, Object> write() {
        var said =
                about.dossier.duties().stream().filter(OscalComponents::isSaid).toList();
        var components = new ArrayList<Map<String, Object>>();
        components.add(system(said));
        var gateway = gateway();
        if (gateway != null) {
            components.add(gateway);
        }
        var resources = new ArrayList<>(OscalProfile.catalogs(
                about.library,
                about.text,
                about.dossier.duties().stream()
                        .map(d -> d.duty().pack())
                        .distinct()
                        .toList()));
        resources.addAll(about.resources(said));
        return about.document(
                OscalKind.COMPONENTS,
                true,
                Members.of("components", components, "back-matter", Members.of("resources", resources)));
    }

    /** Nothing is said here of a duty for which nothing was done: it is in the plan. */
    private static boolean isSaid(TrackedDuty duty) {
        return status(duty.standing()) != null || !OscalSystem.evidence(duty).isEmpty();
    }

    private Map<String, Object> system(List<TrackedDuty> duties) {
        var system = about.dossier.system();
        var byPack = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var duty : duties) {
            byPack.computeIfAbsent(duty.duty().pack(), p -> new ArrayList<>()).add(requirement(duty));
        }
        var described = system.description().isBlank() ? system.name() : system.description();
        return Members.of(
                "uuid", about.uuid("system"),
                "type", "software",
                "title", Plain.markup(system.name()),
                "description", Plain.markup(described),
                "purpose", Plain.markup(system.purpose()),
                "props",
                        OscalText.props(
                                "system", system.id(),
                                "version", system.version(),
                                "as-of", about.dossier.asOf()),
                "responsible-roles",
                        List.of(Members.of(
                                "role-id",
                                OscalSystem.PROVIDER,
                                "party-uuids",
                                List.of(OscalSystem.party(system.orgId())))),
                "control-implementations", implementations("system", byPack));
    }

    private Map<String, Object> requirement(TrackedDuty duty) {
        var props = new ArrayList<>(OscalText.props("implementation-status", status(duty.standing())));
        props.addAll(about.standing(duty));
        var evidence = OscalSystem.evidence(duty);
        return Members.of(
                "uuid", about.uuid("met", duty.duty().id()),
                "control-id", Plain.token(duty.duty().id()),
                "description",
                        Plain.markup(about.manner.say(
                                "“" + duty.duty().title().zh() + "”：有效证据 " + evidence.size() + " 份。",
                                duty.duty().title().en() + ": pieces of evidence that stand: " + evidence.size()
                                        + ".")),
                "props", props,
                "links",
                        evidence.stream()
                                .map(one -> Members.of("href", "#" + about.evidence(one), "rel", "evidence"))
                                .toList(),
                "responsible-roles",
                        duty.assignee().isEmpty()
                                ? null
                                : List.of(Members.of(
                                        "role-id",
                                        OscalSystem.OWNER,
                                        "party-uuids",
                                        List.of(OscalSystem.party(duty.assignee())))));
    }

    /** The word that OSCAL's security plans have for it: none for a gap, nor for an exemption. Component definitions have no such words. */
    private static @Nullable String status(DutyState state) {
        return switch (state) {
            case MET -> "implemented";
            case IN_PROGRESS -> "partial";
            case PLANNED -> "planned";
            case NOT_APPLICABLE -> "not-applicable";
            case NOT_ASSESSED, GAP, OVERDUE, EXEMPTED -> null;
        };
    }

    private @Nullable Map<String, Object> gateway() {
        var byPack = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var one : enforced) {
            about.dossier.duties().stream()
                    .map(TrackedDuty::duty)
                    .filter(duty -> duty.id().equals(one.duty()))
                    .findFirst()
                    .ifPresent(duty -> byPack.computeIfAbsent(duty.pack(), p -> new ArrayList<>())
                            .add(enforcement(duty, one)));
        }
        return byPack.isEmpty()
                ? null
                : Members.of(
                        "uuid", about.uuid("gateway"),
                        "type", "service",
                        "title", about.manner.say("智衡网关", "Gateway of Zhiheng"),
                        "description",
                                about.manner.say(
                                        "每次调用均按许可放行、处理或拒绝。",
                                        "Lets each call through, changes it or refuses it, as the permit says."),
                        "control-implementations", implementations("gateway", byPack));
    }

    private Map<String, Object> enforcement(Finding.Duty duty, Enforced one) {
        return Members.of(
                "uuid", about.uuid("enforced", duty.id(), one.clause()),
                "control-id", Plain.token(duty.id()),
                "description",
                        Plain.markup(about.manner.say(
                                "许可第 " + one.permit() + " 版的条款 " + one.clause() + "。",
                                "The clause " + one.clause() + " of the permit, version " + one.permit() + ".")),
                "props", OscalText.props("clause", one.clause(), "permit", one.permit()));
    }

    private List<Map<String, Object>> implementations(String of, Map<String, List<Map<String, Object>>> byPack) {
        var list = new ArrayList<Map<String, Object>>();
        byPack.forEach((pack, requirements) -> list.add(Members.of(
                "uuid",
                about.uuid("implementation", of, pack),
                "source",
                "#" + OscalProfile.catalog(pack),
                "description",
                Plain.markup(lawName(pack)),
                "implemented-requirements",
                requirements)));
        return list;
    }

    private String lawName(String pack) {
        return about.library.packs().stream()
                .filter(p -> p.id().equals(pack))
                .map(p -> about.manner.say(p.name()))
                .findFirst()
                .orElse(pack);
    }
}
