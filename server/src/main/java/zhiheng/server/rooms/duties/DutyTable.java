package zhiheng.server.rooms.duties;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import zhiheng.base.Refusal;
import zhiheng.office.duties.Duties;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.people.Actor;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.page.Cells;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Owed;

/** The list of duties as a file. Cells that a spreadsheet would calculate are made text. */
record DutyTable(Lexicon lexicon, PackLibrary library, LegalDays today, Map<String, String> names) {
    /** More would not be read by anybody, and a file cut in silence would be worse than none. */
    static final int MOST = 50_000;

    private static final List<String> HEAD = List.of(
            "org",
            "system",
            "law",
            "duty",
            "title",
            "state",
            "provisional",
            "day",
            "zone",
            "owner",
            "assignee",
            "address");

    List<List<String>> rows(Duties duties, Actor actor, DutyFilter filter) {
        var all = new ArrayList<DutyRow>();
        String cursor = null;
        do {
            var page = duties.list(actor, filter.query(actor, today, cursor, 1000));
            all.addAll(page.items());
            cursor = page.next();
            if (all.size() > MOST) {
                throw Refusal.invalid(
                        "符合条件的义务超过 " + MOST + " 项，请先缩小范围再导出。",
                        "More than " + MOST + " duties match; narrow the filter, then export.");
            }
        } while (cursor != null);
        return all.stream().map(this::cells).toList();
    }

    private List<String> head() {
        return HEAD.stream().map(key -> lexicon.words.t("column." + key)).toList();
    }

    List<String> cells(Owed owed) {
        var work = WorkRow.of(lexicon, owed, today.day());
        return List.of(
                work.org(),
                work.system(),
                work.law(),
                work.id(),
                work.title(),
                work.state().word(),
                lexicon.words.t("no"),
                work.day(),
                work.zone(),
                work.owner(),
                "",
                work.href());
    }

    private List<String> cells(DutyRow row) {
        var work = WorkRow.of(lexicon, library, row, today, names);
        return List.of(
                work.org(),
                work.system(),
                work.law(),
                work.id(),
                work.title(),
                work.state().word(),
                lexicon.words.t(work.provisional() ? "yes" : "no"),
                work.day(),
                work.zone(),
                row.line().owner(),
                names.getOrDefault(row.line().assignee(), ""),
                work.href());
    }

    /** With a byte order mark, so that spreadsheets read the Chinese. */
    byte[] csv(List<List<String>> rows) {
        var out = new StringWriter();
        out.write('\uFEFF');
        try (var csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(out)) {
            csv.writeRecord(head());
            rows.forEach(
                    row -> csv.writeRecord(row.stream().map(Cells::harmless).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] xlsx(List<List<String>> rows) {
        try (var book = new SXSSFWorkbook(100);
                var out = new ByteArrayOutputStream()) {
            var sheet = book.createSheet(lexicon.words.t("nav.duties"));
            sheet.createFreezePane(0, 1);
            write(sheet.createRow(0), head());
            for (int i = 0; i < rows.size(); i++) {
                write(sheet.createRow(i + 1), rows.get(i));
            }
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(org.apache.poi.ss.usermodel.Row row, List<String> cells) {
        for (int c = 0; c < cells.size(); c++) {
            row.createCell(c).setCellValue(cells.get(c));
        }
    }
}
