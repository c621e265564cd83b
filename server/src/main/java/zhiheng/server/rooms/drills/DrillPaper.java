package zhiheng.server.rooms.drills;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Standalone;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.paper.DocxPaper;
import zhiheng.server.ground.paper.Paper;
import zhiheng.server.ground.paper.PdfPaper;

/**
 * A plan or a report of a drill: chapters of tables, the same on the page, on paper and in Word.
 *
 * @param facts name and value, for the cover
 * @param foot of every page
 */
public record DrillPaper(String title, String subject, List<List<String>> facts, List<Chapter> chapters, String foot) {
    /**
     * @param forms what GB/T 38645-2020 and NIST SP 800-84 call this part
     * @param lead "" for none
     * @param widths in hundredths
     * @param rows empty where there is nothing, which the lead then says
     */
    public record Chapter(
            String title,
            String forms,
            String lead,
            List<Integer> widths,
            List<String> head,
            List<List<String>> rows) {}

    byte[] html(Words words) {
        return Standalone.render("rooms/drills/paper", Map.of("p", this, "w", words))
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] docx(Words words) {
        return written(new DocxPaper(words.language().equals("zh")), words);
    }

    /** @throws zhiheng.base.Refusal where the server has no fonts for it */
    byte[] pdf(Words words) {
        return written(new PdfPaper(words.language()), words);
    }

    private byte[] written(Paper blank, Words words) {
        try (var paper = blank) {
            paper.kicker(words.t("zhiheng") + "  ·  " + title);
            paper.title(subject);
            paper.table(List.of(30, 70), List.of(), facts);
            int number = 1;
            for (var chapter : chapters) {
                paper.heading(number++ + "  " + chapter.title());
                paper.small(chapter.forms());
                paper.text(chapter.lead());
                paper.table(chapter.widths(), chapter.head(), chapter.rows());
            }
            paper.footer(title + " · " + subject + " · " + foot);
            return paper.bytes();
        }
    }
}
