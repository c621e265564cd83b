package zhiheng.server.rooms.guide;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.policy.Guide;
import zhiheng.office.policy.Measure;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.shell.Speech;

/** A guide for the terminal. */
final class GuideText {
    private final PackLibrary library;
    private final Speech speech;
    private final StringBuilder out = new StringBuilder();

    GuideText(PackLibrary library, Speech speech) {
        this.library = library;
        this.speech = speech;
    }

    String render(String name, Guide guide) {
        out.append(name).append("  ").append(guide.asOf()).append('\n');
        group(speech.say("可以享受", "You may get"), guide.of(Measure.Kind.SUPPORT, Guide.Verdict.HOLDS));
        group(speech.say("应当做", "You must do"), guide.of(Measure.Kind.DUTY, Guide.Verdict.HOLDS));
        group(speech.say("不可用", "Closed to you"), guide.of(Measure.Kind.CLOSED, Guide.Verdict.HOLDS));
        group(speech.say("即将到来", "Coming"), all(guide, Guide.Verdict.COMING));
        group(speech.say("尚未确定", "Not decided yet"), all(guide, Guide.Verdict.OPEN));
        group(speech.say("不适用", "Not for you"), all(guide, Guide.Verdict.NOT));
        return out.toString();
    }

    private static List<Guide.Line> all(Guide guide, Guide.Verdict verdict) {
        return guide.lines().stream().filter(l -> l.verdict() == verdict).toList();
    }

    private void group(String name, List<Guide.Line> lines) {
        if (!lines.isEmpty()) {
            out.append('\n').append(name).append("  ").append(lines.size()).append('\n');
            lines.forEach(this::line);
        }
    }

    private void line(Guide.Line l) {
        var m = l.measure();
        out.append("  ")
                .append(speech.say(m.title()))
                .append("  [")
                .append(m.rule().article())
                .append(", ");
        out.append(m.rule().confidence()).append("]\n");
        if (l.verdict() == Guide.Verdict.HOLDS || l.verdict() == Guide.Verdict.COMING) {
            l.because().forEach(b -> say(speech.say("依据", "because"), question(b.fact()) + " = " + b.value()));
            m.steps().forEach(s -> say(speech.say("步骤", "step"), speech.say(s)));
            m.documents().forEach(d -> say(speech.say("材料", "document"), speech.say(d)));
            say(speech.say("联系", "contact"), speech.say(m.contact()));
            l.dues().forEach(this::due);
        } else {
            l.opens().forEach(o -> say(speech.say("若", "if"), question(o.fact()) + " = " + o.to()));
            if (l.opens().isEmpty()) {
                l.missing().forEach(fact -> say(speech.say("缺", "missing"), question(fact)));
            }
        }
    }

    private void due(Guide.Due due) {
        var term = due.clock().within().toString();
        say(
                speech.say(due.clock().name()),
                due.day() == null
                        ? term + " " + speech.say("自", "from") + " "
                                + due.clock().fact() + (due.unpublished() == 0 ? "" : " (" + due.unpublished() + "?)")
                        : due.day() + " (" + term + latest(due.latest()) + ")");
    }

    private String latest(java.time.@Nullable LocalDate latest) {
        return latest == null ? "" : speech.say("，最迟 ", ", latest ") + latest;
    }

    private String question(String fact) {
        return speech.say(library.fact(fact).question());
    }

    private void say(String name, String value) {
        out.append("      ").append(name).append(": ").append(value).append('\n');
    }
}
