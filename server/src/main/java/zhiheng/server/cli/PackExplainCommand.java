package zhiheng.server.cli;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.Pack;
import zhiheng.packs.PackExplanation;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.law.FindingJson;
import zhiheng.server.rooms.law.LawJson;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "一条规则：条文、说法、何时对照何文本、条件、案例和历次规定。",
            "One rule: article, what it says, when it was read against which text, condition, cases and history."
        })
final class PackExplainCommand implements Callable<Integer> {
    @Mixin
    Library library = new Library();

    @Parameters(paramLabel = "RULE", description = "规则编号，如 eu-art27 / the id of a rule, such as eu-art27")
    String rule = "";

    @Option(names = "--json", description = "answer as JSON, a stable contract")
    boolean json;

    @Override
    public Integer call() {
        var e = PackExplanation.of(library.load(), library.folder(), rule);
        if (json) {
            System.out.println(JsonOut.pretty(json(e)));
        } else {
            print(e);
        }
        return 0;
    }

    private void print(PackExplanation e) {
        var r = e.rule();
        System.out.println(
                r.id() + "  " + say(e.pack().name().zh(), e.pack().name().en()));
        line(say("条文", "article"), r.article() + "  [" + r.ref() + "]");
        line(say("说法", "says"), say(r.text().zh(), r.text().en()));
        line(say("适用", "applies"), r.from() + " – " + (r.to() == null ? "" : r.to()));
        var duty = e.duty();
        line(
                say("产生", "gives"),
                duty == null
                        ? yields(r)
                        : duty.id() + "  " + say(duty.title().zh(), duty.title().en()));
        var meaning = e.pack().confidence().get(r.confidence());
        line(
                say("把握", "letter"),
                r.confidence()
                        + (meaning == null ? "" : "  " + say(meaning.zh(), meaning.en()))
                        + say("；", "; ")
                        + say(e.certainty().may().zh(), e.certainty().may().en()));
        line(say("对照", "read"), read(e));
        line(say("条件", "when"), r.when());
        if (r.unless() != null) {
            line(say("除非", "unless"), r.unless());
        }
        for (var c : e.cases()) {
            line(say("案例", "case"), "%-6s %s  %s  (%s)".formatted(c.expects(), c.asOf(), c.name(), c.at()));
        }
        for (var h : e.history()) {
            line(say("历次", "history"), h.from() + " – " + (h.to() == null ? "" : h.to()) + "  " + h.id());
        }
    }

    private String read(PackExplanation e) {
        var read = e.rule().read();
        var source = e.source();
        return read == null || source == null
                ? say("尚未对照原文", "not yet read against a copy of the text")
                : read.date() + "  " + say(source.name().zh(), source.name().en());
    }

    private String yields(Pack.Rule r) {
        var tier = r.tier();
        return tier != null ? tier : r.yields().isEmpty() ? say("供其他规则使用", "prepares other rules") : r.yields();
    }

    private void line(String name, String value) {
        System.out.printf("  %-8s %s%n", name, value);
    }

    private String say(String zh, String en) {
        return library.say(zh, en);
    }

    private static Map<String, Object> json(PackExplanation e) {
        var duty = e.duty();
        return map(
                "pack", e.pack().id(),
                "rule", LawJson.rule(e.pack(), e.rule()),
                "may", FindingJson.text(e.certainty().may()),
                "duty", duty == null ? null : duty.id(),
                "cases",
                        e.cases().stream()
                                .map(c -> map(
                                        "name", c.name(),
                                        "asOf", c.asOf().toString(),
                                        "expects", c.expects(),
                                        "at", c.at()))
                                .toList(),
                "history", e.history().stream().map(Pack.Rule::id).toList());
    }
}
