package zhiheng.server.rooms.labels;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.Dissemination;
import zhiheng.labels.FileReport;
import zhiheng.labels.Integrity;
import zhiheng.labels.Verdict;
import zhiheng.labels.explicit.ExplicitCheck;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;
import zhiheng.labels.label.ProducerCode;
import zhiheng.provenance.c2pa.C2paReport;
import zhiheng.provenance.traces.Trace;
import zhiheng.provenance.traces.TraceReport;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Words;

/** Readings and decisions as the page shows them. */
record LabelResults(Words words, Lexicon lexicon) {
    /** What the file itself shows beside its label. @param hint null where nobody asked for it */
    record Seen(
            Optional<Marks.Hit> mark,
            List<Looks.Origin> origins,
            TraceReport traces,
            Optional<C2paReport> manifests,
            @Nullable ExplicitCheck hint) {}

    LabelsView.Result of(String name, FileReport reading, Dissemination.Decision decision, Seen seen) {
        var verdict = reading.verdict().word();
        return new LabelsView.Result(
                name,
                reading.format().toString(),
                State.ofVerdict(verdict, words),
                words.t("verdict." + verdict + ".means"),
                reading.verdict() instanceof Verdict.Inconclusive i ? say(i.reason()) : "",
                reading.labels().stream().map(this::label).toList(),
                ofTheWhole(reading, seen.manifests()),
                decision(decision, reading.verdict() instanceof Verdict.Inconclusive),
                seen.mark().map(this::mark).orElse(null),
                seen.origins().stream().map(this::origin).toList(),
                seen.traces().judgement() == TraceReport.Judgement.SUSPECTED
                        ? new State("doing", words.t("labels.traces.suspected"))
                        : new State("open", words.t("labels.traces.unknown")),
                seen.traces().traces().stream().map(this::trace).toList(),
                seen.hint() == null ? null : hint(seen.hint()));
    }

    private LabelsView.Hint hint(ExplicitCheck check) {
        var light = State.ofVerdict(check.word(), words);
        return new LabelsView.Hint(
                check instanceof ExplicitCheck.NotFound ? new State(light.tone(), words.t("labels.hint.none")) : light,
                words.t("labels.hint.clause", check.clause()),
                Hints.told(check).stream().map(this::say).toList());
    }

    private LabelsView.Trace trace(Trace trace) {
        return new LabelsView.Trace(
                trace.kind().suspicious(),
                trace.found(),
                say(trace.kind().meaning()),
                trace.falseAlarms().isEmpty() ? "" : words.t("labels.traces.alarms", trace.falseAlarms()));
    }

    private LabelsView.Mark mark(Marks.Hit hit) {
        return new LabelsView.Mark(
                hit.mark(),
                words.t("labels.mark.clear", Math.round(hit.clear())),
                hit.marked().map(this::marked).orElse(null));
    }

    private LabelsView.Origin marked(Marks.Marked marked) {
        return new LabelsView.Origin(
                marked.produceId(), marked.producer(), lexicon.when(marked.madeAt()), words.t("labels.mark.read"));
    }

    private LabelsView.Origin origin(Looks.Origin origin) {
        return new LabelsView.Origin(
                origin.known().produceId(),
                origin.known().producer(),
                lexicon.when(origin.known().madeAt()),
                words.t(origin.turned() ? "labels.origin.turned" : "labels.origin.alike", 256 - origin.bits()));
    }

    private String say(Text text) {
        return words.language().equals("zh") ? text.zh() : text.en();
    }

    private LabelsView.Label label(FoundLabel found) {
        return new LabelsView.Label(
                words.t("labels.claim", say(found.label().label().text())),
                found.place(),
                elements(found.label()),
                signature(found.label()),
                found.deviations().stream()
                        .distinct()
                        .map(this::finding)
                        .sorted((a, b) -> Boolean.compare(b.breaks(), a.breaks()))
                        .toList());
    }

    /** Deviations that no single label has: several labels, or labels that disagree; and what vouches for the file. */
    private List<LabelsView.Finding> ofTheWhole(FileReport reading, Optional<C2paReport> manifests) {
        Set<Deviation> all = new LinkedHashSet<>();
        if (reading.verdict() instanceof Verdict.NonCompliant n) {
            all.addAll(n.deviations());
        }
        var single = EnumSet.noneOf(Deviation.class);
        reading.labels().forEach(l -> single.addAll(l.deviations()));
        all.removeAll(single);
        var findings = new ArrayList<>(all.stream().map(this::finding).toList());
        reading.bindings()
                .forEach(binding ->
                        findings.add(new LabelsView.Finding(false, words.t("labels.bound"), say(binding.text()))));
        manifests.map(this::manifest).ifPresent(findings::add);
        return findings;
    }

    private LabelsView.Finding manifest(C2paReport report) {
        var active = report.active().orElseThrow();
        var said = new StringBuilder(say(C2paText.word(report.verdict())));
        active.signer()
                .ifPresent(signer ->
                        said.append(" · ").append(words.t("labels.c2pa.by", C2paText.plain(signer.subject()))));
        if (active.saysGenerated()) {
            said.append(" · ").append(words.t("labels.c2pa.generated"));
        }
        return new LabelsView.Finding(false, "C2PA", said.toString());
    }

    private LabelsView.Finding finding(Deviation deviation) {
        return new LabelsView.Finding(
                deviation.breaks(),
                words.language().equals("zh") ? deviation.clause() : deviation.clauseInEnglish(),
                say(deviation.text()));
    }

    private State signature(ContentLabel label) {
        if (label.reservedCode1().isEmpty()) {
            return new State("open", words.t("signature.none"));
        }
        return switch (Integrity.verify(label, Set.of())) {
            case VERIFIED -> new State("met", words.t("signature.verified"));
            case SELF_CONSISTENT -> new State("doing", words.t("signature.self-consistent"));
            case UNVERIFIABLE -> new State("open", words.t("signature.unverifiable"));
        };
    }

    private List<LabelsView.Element> elements(ContentLabel label) {
        var list = new ArrayList<LabelsView.Element>();
        label.elements().forEach((name, value) -> {
            if (!value.isEmpty()) {
                list.add(new LabelsView.Element(name, value, note(name, value, label)));
            }
        });
        return list;
    }

    private String note(String name, String value, ContentLabel label) {
        return switch (name) {
            case "Label" -> say(label.label().text());
            case "ContentProducer", "ContentPropagator" ->
                ProducerCode.problem(value).isPresent()
                        ? ""
                        : words.t(
                                value.charAt(22) == '1' ? "code.generation" : "code.propagation",
                                value.substring(4, 22),
                                value.substring(23));
            default -> "";
        };
    }

    /** @param unread whether the file could not be judged: then nothing found does not mean that nothing is there */
    private LabelsView.Decision decision(Dissemination.Decision decision, boolean unread) {
        if (unread && decision.certainty().isEmpty()) {
            return new LabelsView.Decision(
                    new State("doing", words.t("decision.unknown")),
                    words.t("decision.article", decision.article()),
                    words.t("decision.unknown.means"),
                    false,
                    List.of());
        }
        var tone = decision.certainty()
                .map(c -> switch (c) {
                    case IS -> "told";
                    case MAY_BE, SUSPECTED -> "doing";
                })
                .orElse("open");
        var word = decision.certainty()
                .map(c -> words.t("labels.claim", say(c.text())))
                .orElse(words.t("decision.none"));
        return new LabelsView.Decision(
                new State(tone, word),
                words.t("decision.article", decision.article()),
                say(decision.notice()),
                decision.certainty().isPresent(),
                decision.label().map(this::elements).orElse(List.of()));
    }
}
