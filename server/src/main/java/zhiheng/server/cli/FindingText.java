package zhiheng.server.cli;

import java.util.List;
import java.util.stream.Collectors;
import zhiheng.base.Text;
import zhiheng.packs.Finding;
import zhiheng.packs.Finding.Because;
import zhiheng.packs.Finding.Outcome;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;

/** A finding as text for a terminal, in Chinese or English. */
final class FindingText {
    private final PackLibrary library;
    private final boolean chinese;
    private final StringBuilder out = new StringBuilder();

    FindingText(PackLibrary library, boolean chinese) {
        this.library = library;
        this.chinese = chinese;
    }

    String render(String name, Finding finding) {
        line(say("%s，按 %s 的法律", "%s, by the law of %s").formatted(name, finding.asOf()));
        section(say("结论", "Outcomes"), finding.outcomes().size());
        finding.outcomes().forEach(o -> outcome(o, false));
        if (!finding.upcoming().isEmpty()) {
            section(say("将要适用", "To come"), finding.upcoming().size());
            finding.upcoming().forEach(o -> outcome(o, true));
        }
        if (!finding.notes().isEmpty()) {
            section(say("提示", "Notes"), finding.notes().size());
            finding.notes().forEach(n -> line("  %s  %s".formatted(n.article(), text(n.text()))));
        }
        finding.comingNotes().forEach(n -> line("  %s  %s  %s".formatted(n.from(), n.article(), text(n.text()))));
        section(say("义务", "Duties"), finding.duties().size());
        for (var duty : finding.duties()) {
            line("  %-10s  %-14s %s  [%s]%s"
                    .formatted(
                            when(duty),
                            duty.id(),
                            text(duty.title()),
                            duty.article(),
                            duty.upcoming() ? say("  尚未适用", "  not yet in force") : ""));
        }
        section(
                say("待答问题（先答决定最多的）", "Open questions (those that decide most first)"),
                finding.open().size());
        for (var open : finding.open()) {
            line("  %s  (%s %d)"
                    .formatted(
                            open.fact(), say("决定规则", "decides"), open.decides().size()));
            line("      " + text(open.question()));
        }
        return out.toString();
    }

    /** The last day, where there is one; else what kind of duty it is. */
    private String when(Finding.Duty duty) {
        var due = duty.due();
        if (due != null && due.day() != null) {
            return due.day().toString();
        }
        return switch (duty.nature()) {
            case PROHIBITION -> say("禁止", "forbidden");
            case CONTINUOUS -> say("持续", "kept up");
            case DATED -> say("日期待定", "no day yet");
            case EVENT -> say("视事件", "on event");
        };
    }

    private void outcome(Outcome outcome, boolean dated) {
        line("  %s: %s  %s%s%s"
                .formatted(
                        outcome.pack(),
                        tier(outcome),
                        outcome.ref(),
                        dated ? say("  自 ", "  from ") + outcome.from() : "",
                        outcome.provisional() ? say("  （例外尚未证明）", "  (an exception is not yet shown)") : ""));
        line("      %s — %s  [%s]".formatted(outcome.article(), text(outcome.text()), outcome.confidence()));
        line("      %s %s".formatted(say("因为", "because"), because(outcome.because())));
        for (var change : outcome.changes()) {
            line("      %s %s: %s → %s".formatted(say("若改变", "other if"), change.fact(), change.from(), change.to()));
        }
    }

    private String tier(Outcome outcome) {
        return text(tier(library, outcome.pack(), outcome.tier()));
    }

    /** The name of a tier, which is its id where the pack has no other; guidance says so before it. */
    static Text tier(PackLibrary library, String pack, String tier) {
        for (var p : library.packs()) {
            for (var t : p.id().equals(pack) ? p.tiers() : List.<Pack.Tier>of()) {
                if (t.id().equals(tier)) {
                    return p.guidance(t)
                            ? new Text(
                                    "指引 · " + t.name().zh(),
                                    "Guidance · " + t.name().en())
                            : t.name();
                }
            }
        }
        return new Text(tier, tier);
    }

    private static String because(List<Because> facts) {
        return facts.stream().map(b -> b.fact() + " = " + b.value()).collect(Collectors.joining(", "));
    }

    private void section(String title, int count) {
        line("");
        line(title + "  " + count);
    }

    private String text(Text text) {
        return chinese ? text.zh() : text.en();
    }

    private String say(String zh, String en) {
        return chinese ? zh : en;
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
