package zhiheng.server.rooms.guide;

import java.util.ArrayList;
import java.util.List;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.paper.DocxPaper;
import zhiheng.server.ground.paper.Paper;
import zhiheng.server.ground.paper.PdfPaper;

/** The guide as a Word document and as PDF, group for group the same as the printed page. */
final class GuidePaper {
    private GuidePaper() {}

    static byte[] docx(Words words, GuideView view) {
        return written(words, view, new DocxPaper(words.language().equals("zh")));
    }

    /** @throws zhiheng.base.Refusal where the server has no fonts for it */
    static byte[] pdf(Words words, GuideView view) {
        return written(words, view, new PdfPaper(words.language()));
    }

    private static byte[] written(Words words, GuideView view, Paper blank) {
        try (var paper = blank) {
            paper.kicker(words.t("zhiheng") + "  ·  " + words.t("nav.guide"));
            paper.title(view.orgName());
            paper.text(words.t("guide.lead") + " " + words.t("guide.as-of", view.asOf()));
            paper.table(
                    List.of(25, 25, 25, 25),
                    GuideView.COUNTED.stream()
                            .map(key -> words.t("guide." + key))
                            .toList(),
                    List.of(GuideView.COUNTED.stream()
                            .map(key -> Integer.toString(view.count(key)))
                            .toList()));
            if (!view.gone().isEmpty()) {
                paper.text(words.t("guide.gone") + " " + String.join(words.t("list.comma"), view.gone()));
            }
            if (!view.asks().isEmpty()) {
                paper.subheading(words.t("guide.asks"));
                view.asks().forEach(a -> paper.bullet(a.question() + " " + words.t("guide.decides", a.decides())));
            }
            for (var group : view.groups()) {
                paper.heading(
                        words.t("guide." + group.key()) + "  " + group.lines().size());
                paper.small(words.t("guide." + group.key() + ".why"));
                group.lines().forEach(line -> line(words, line, paper));
            }
            paper.small(words.t("guide.limits"));
            paper.footer(words.t("nav.guide") + " · " + view.orgName() + " · " + view.asOf());
            return paper.bytes();
        }
    }

    private static void line(Words words, GuideView.Line l, Paper paper) {
        var state = l.state().shape() + " " + l.state().word();
        paper.subheading(l.title() + "  " + state + (l.change().isEmpty() ? "" : "  ◆ " + l.change()));
        paper.text(l.text() + "  " + l.cited().article() + " [" + l.cited().confidence() + "] · " + l.pack());
        l.changed().forEach(why -> paper.bullet(words.t("guide.changed.why") + words.t("guide.colon") + why));
        (l.opens().isEmpty() ? l.missing() : l.opens())
                .forEach(o -> paper.bullet(
                        words.t(l.opens().isEmpty() ? "guide.missing" : "guide.if") + words.t("guide.colon") + o));
        l.because().forEach(b -> paper.bullet(words.t("guide.because") + words.t("guide.colon") + b));
        int step = 1;
        for (var s : l.steps()) {
            paper.bullet(step++ + ". " + s);
        }
        paper.table(List.of(25, 75), List.of(), facts(words, l));
    }

    private static List<List<String>> facts(Words words, GuideView.Line l) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(words.t("guide.acts"), l.acts()));
        rows.add(List.of(words.t("guide.how"), l.applies()));
        if (!l.documents().isEmpty()) {
            rows.add(List.of(words.t("guide.documents"), String.join(words.t("list.semicolon"), l.documents())));
        }
        rows.add(List.of(words.t("guide.contact"), l.contact()));
        if (!l.timing().isEmpty()) {
            rows.add(List.of(words.t("guide.timing"), l.timing()));
        }
        l.dues().forEach(d -> rows.add(List.of(d.name(), d.day() + "\n" + d.why())));
        if (!l.until().isEmpty()) {
            rows.add(List.of("", words.t("guide.until", l.until())));
        }
        return rows;
    }
}
