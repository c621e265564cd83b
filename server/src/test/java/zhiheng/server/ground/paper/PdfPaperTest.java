package zhiheng.server.ground.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.Poppler;

/** What we write is read back by poppler, which is not ours. */
class PdfPaperTest {
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @BeforeAll
    static void fonts() {
        boolean there;
        try {
            there = PdfFonts.in(PdfFonts.places(Map.of())) != null;
        } catch (Refusal e) {
            there = false;
        }
        Needed.that(there, "a font with TrueType outlines for Chinese is not installed");
    }

    private static byte[] paper(List<List<String>> rows) {
        try (var paper = new PdfPaper("zh")) {
            paper.kicker("智衡  ·  沙盒退出报告");
            paper.title("客服助手 <1> office fluff");
            paper.text("危害及其上下界：每一级的上界须低于所设界限，否则不得扩大规模；低于下界则自动退回。".repeat(4));
            paper.heading("1  运行情况");
            paper.bullet("第一点");
            paper.bullet("第二点");
            paper.table(List.of(30, 50, 20), List.of("日期", "摘要", "数量"), rows);
            paper.heading("2  Proofs");
            paper.code("zhiheng/log\n17\n" + HASH);
            paper.footer("沙盒退出报告 · 客服助手");
            paper.attach("report.json", "application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
            return paper.bytes();
        }
    }

    private static List<List<String>> rows(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> List.of("2026-11-%02d\n按本地日".formatted(i % 28 + 1), HASH, "第" + i + "行"))
                .toList();
    }

    @Test
    void a_stranger_reads_every_chinese_word_and_finds_pages_numbered() throws Exception {
        var pdf = paper(rows(120));
        var text = Poppler.text(pdf);
        assertThat(text).contains("沙盒退出报告", "客服助手 <1> office fluff", "按本地日", "第119行", "zhiheng/log");
        assertThat(text.replaceAll("\\s", "")).contains("低于下界则自动退回。危害及其上下界", HASH);
        var info = Poppler.info(pdf);
        int pages = Integer.parseInt(info.lines()
                .filter(l -> l.startsWith("Pages:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", ""));
        assertThat(pages).isGreaterThan(3);
        assertThat(text).contains("1 / " + pages, pages + " / " + pages);
        assertThat(info)
                .containsPattern("Title: +客服助手")
                .containsPattern("Tagged: +yes")
                .contains("595.");
    }

    @Test
    void headings_lists_and_cells_are_tagged_and_a_head_that_is_repeated_is_read_once() throws Exception {
        var tree = Poppler.structure(paper(rows(120)));
        assertThat(tree).contains("H1", "H2", "Table", "TH", "TD", "LBody", "Scope /Column");
        assertThat(tree.split("\"摘要\"", -1))
                .as("read once, drawn on every page")
                .hasSize(2);
        assertThat(Poppler.text(paper(rows(120))).split("摘要", -1).length).isGreaterThan(3);
    }

    @Test
    void fonts_travel_in_part_with_the_file() throws Exception {
        var pdf = paper(rows(3));
        assertThat(pdf.length).as("not the whole of the fonts").isLessThan(300_000);
        assertThat(Poppler.fonts(pdf).lines().skip(2))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern("yes +yes +yes"));
        assertThat(new String(Poppler.attached(pdf), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_row_higher_than_a_page_goes_on_and_loses_no_line() throws Exception {
        var many = new ArrayList<String>();
        for (int i = 0; i < 150; i++) {
            many.add("line" + i);
        }
        var text = Poppler.text(paper(List.of(List.of("2026", String.join("\n", many), "1"), List.of("z", "y", "末"))));
        many.forEach(line -> assertThat(text).containsPattern(line + "\\b"));
        assertThat(text).contains("末");
    }

    @Test
    void what_no_font_has_is_named_by_its_number_and_what_cannot_be_seen_is_left_out() throws Exception {
        var text = Poppler.text(paper(List.of(List.of("a\u200bb\u0007", "x\ud83d\ude00y ≤ → ✓", "1"))));
        assertThat(text).contains("ab", "≤ → ✓").containsPattern("x(\\[U\\+1F600]|\ud83d\ude00)y");
    }

    @Test
    void without_a_chinese_font_nothing_is_made_and_one_is_told_what_to_install(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> PdfFonts.in(List.of(folder)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("fonts-droid-fallback");
        var found = PdfFonts.in(PdfFonts.places(Map.of()));
        Files.copy(found.han(), folder.resolve(found.han().getFileName()));
        assertThatThrownBy(() -> PdfFonts.in(List.of(folder))).hasMessageContaining("Latin");
        Files.copy(found.latin(), folder.resolve(found.latin().getFileName()));
        assertThat(PdfFonts.in(PdfFonts.places(Map.of("ZHIHENG_FONTS", folder.toString())))
                        .han()
                        .getParent())
                .as("one's own folder goes first")
                .isEqualTo(folder);
    }

    @Test
    void a_font_that_is_none_is_told_and_is_no_error_within(@TempDir Path folder) throws Exception {
        var found = PdfFonts.in(PdfFonts.places(Map.of()));
        var broken = Files.writeString(folder.resolve("simhei.ttf"), "no font");
        assertThatThrownBy(() -> new PdfPaper("zh", new PdfFonts(found.latin(), broken, List.of())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("simhei.ttf");
    }
}
