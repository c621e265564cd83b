package zhiheng.cases;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.Procedure.Need;

/** Whether what a move needs is there. */
final class Needs {
    private Needs() {}

    /** What is missing, for people; null when nothing is. */
    static @Nullable Text missing(
            Procedure procedure,
            Need need,
            Map<String, Case.Filed> items,
            Map<String, Map<String, Boolean>> votes,
            Map<String, Case.Figure> figures) {
        var name = procedure.item(need.item()).name();
        return switch (need) {
            case Need.OnFile ignored ->
                items.containsKey(need.item())
                        ? null
                        : new Text("缺少“" + name.zh() + "”。", "'" + name.en() + "' is missing.");
            case Need.Votes wanted -> {
                var cast = votes.getOrDefault(need.item(), Map.of()).values();
                long yes = cast.stream().filter(v -> v).count();
                yield yes >= wanted.yes() && yes > cast.size() - yes
                        ? null
                        : new Text(
                                "“" + name.zh() + "”须至少" + wanted.yes() + "票赞成且多于反对，现为" + yes + "票赞成、"
                                        + (cast.size() - yes) + "票反对。",
                                "'" + name.en() + "' wants " + wanted.yes()
                                        + " in favour and more than against; it has " + yes + " for, "
                                        + (cast.size() - yes) + " against.");
            }
            case Need.Below wanted -> {
                var figure = figures.get(need.item());
                yield figure != null && figure.upper() < wanted.bound()
                        ? null
                        : new Text(
                                "“" + name.zh() + "”的上界须低于" + wanted.bound() + "，"
                                        + (figure == null ? "尚无数值。" : "现为" + figure.upper() + "。"),
                                "The upper bound of '" + name.en() + "' must lie below " + wanted.bound()
                                        + (figure == null
                                                ? "; there is none yet."
                                                : "; it is " + figure.upper() + "."));
            }
            case Need.Above wanted -> {
                var figure = figures.get(need.item());
                yield figure != null && figure.lower() > wanted.bound()
                        ? null
                        : new Text(
                                "“" + name.zh() + "”的下界须高于" + wanted.bound() + "，"
                                        + (figure == null ? "尚无数值。" : "现为" + figure.lower() + "。"),
                                "The lower bound of '" + name.en() + "' must lie above " + wanted.bound()
                                        + (figure == null
                                                ? "; there is none yet."
                                                : "; it is " + figure.lower() + "."));
            }
        };
    }
}
