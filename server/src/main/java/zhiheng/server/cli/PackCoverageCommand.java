package zhiheng.server.cli;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.packs.Pack;
import zhiheng.packs.PackCoverage;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.law.FindingJson;

@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description = {
            "逐条列出各部法律：已编入并对照、已编入未对照、未证实、未编入及理由。",
            "Each instrument article by article: carried and read against the text, carried but not read, unconfirmed,"
                    + " left out and why. Exit 1 where an article has neither a rule nor a reason."
        })
final class PackCoverageCommand implements Callable<Integer> {
    @Mixin
    Library library = new Library();

    @Option(names = "--pack", paramLabel = "ID", description = "只看一个规则包 / one pack only")
    String pack = "";

    @Option(names = "--json", description = "answer as JSON, a stable contract")
    boolean json;

    @Override
    public Integer call() {
        var reports = PackCoverage.of(library.load(), library.folder()).stream()
                .filter(r -> pack.isEmpty() || r.pack().id().equals(pack))
                .toList();
        if (reports.isEmpty()) {
            throw Refusal.notFound(
                    "没有带条文清单（articles.yaml）的规则包" + (pack.isEmpty() ? "。" : " " + pack + "。"),
                    "There is no pack " + (pack.isEmpty() ? "" : pack + " ")
                            + "with a list of articles (articles.yaml).");
        }
        if (json) {
            System.out.println(JsonOut.pretty(
                    map("packs", reports.stream().map(PackCoverageCommand::json).toList())));
        } else {
            reports.forEach(this::print);
        }
        return reports.stream().allMatch(r -> r.count(PackCoverage.State.MISSING) == 0) ? 0 : 1;
    }

    private void print(PackCoverage.Report report) {
        System.out.println(say(report.pack().name().zh(), report.pack().name().en()));
        for (var article : report.articles()) {
            var left = article.left();
            System.out.printf(
                    "  %-12s %-14s %s%s%n",
                    article.ref(),
                    word(article.state()),
                    say(article.name().zh(), article.name().en()),
                    left == null ? "" : say("　［", "  [") + say(left.zh(), left.en()) + say("］", "]"));
        }
        var sums = Arrays.stream(PackCoverage.State.values())
                .map(state -> word(state) + " " + report.count(state))
                .toList();
        System.out.println("  " + String.join(say("，", ", "), sums) + say("；规则对照 ", "; rules read ")
                + report.pack().read() + "/" + report.pack().rules().size());
    }

    private String word(PackCoverage.State state) {
        return switch (state) {
            case READ -> say("已对照", "read");
            case UNREAD -> say("未全部对照", "not all read");
            case UNCONFIRMED -> say("未证实", "unconfirmed");
            case LEFT -> say("未编入", "left out");
            case MISSING -> say("缺", "missing");
        };
    }

    private String say(String zh, String en) {
        return library.say(zh, en);
    }

    private static Map<String, Object> json(PackCoverage.Report report) {
        var counts = new LinkedHashMap<String, Object>();
        for (var state : PackCoverage.State.values()) {
            counts.put(name(state), report.count(state));
        }
        List<Map<String, Object>> articles = report.articles().stream()
                .map(a -> {
                    var left = a.left();
                    return map(
                            "ref", a.ref(),
                            "name", FindingJson.text(a.name()),
                            "state", name(a.state()),
                            "rules", a.rules().stream().map(Pack.Rule::id).toList(),
                            "left", left == null ? null : FindingJson.text(left));
                })
                .toList();
        return map(
                "pack", report.pack().id(),
                "rules", report.pack().rules().size(),
                "read", report.pack().read(),
                "counts", counts,
                "articles", articles);
    }

    private static String name(PackCoverage.State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }
}
