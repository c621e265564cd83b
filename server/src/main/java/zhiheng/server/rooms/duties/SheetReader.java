package zhiheng.server.rooms.duties;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import zhiheng.base.Refusal;

/** Reads a table that somebody sends, CSV or the first sheet of an XLSX. A formula is told as such and never calculated. */
final class SheetReader {
    static final long MOST_BYTES = 5L << 20;
    static final int MOST_LINES = 5_000;
    private static final int MOST_CELLS = 60;
    private static final int MOST_CHARS = 4_000;

    static {
        ZipSecureFile.setMaxEntrySize(100L << 20); // a small file that unpacks to more than this is refused
    }

    private SheetReader() {}

    /** A line with its number as a spreadsheet counts; {@code formula} is the column of the first formula, -1 for none. */
    record Line(long number, List<String> cells, int formula) {
        String cell(int column) {
            return column < 0 || column >= cells.size() ? "" : cells.get(column).strip();
        }
    }

    static List<Line> read(Path file, String name) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw Refusal.invalid("文件最多 5 MB，请拆分。", "A file has 5 MB at most; split it.")
                    .at("file");
        }
        var head = Files.newInputStream(file);
        byte[] magic;
        try (head) {
            magic = head.readNBytes(4);
        }
        boolean zip = magic.length == 4 && magic[0] == 'P' && magic[1] == 'K';
        try {
            return zip ? xlsx(file) : csv(file);
        } catch (CsvParseException | UncheckedIOException | OpenXML4JRuntimeException e) {
            throw unreadable();
        } catch (IOException e) {
            throw unreadable();
        } catch (RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw unreadable(); // POI has no one type for a file that is broken
        }
    }

    private static Refusal unreadable() {
        return Refusal.invalid(
                        "无法读取该文件，请提供 UTF-8 的 CSV 或 XLSX。", "The file cannot be read; send CSV in UTF-8, or XLSX.")
                .at("file");
    }

    private static List<Line> csv(Path file) throws IOException {
        var lines = new ArrayList<Line>();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                var csv = CsvReader.builder()
                        .maxBufferSize(1 << 20)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(reader)) {
            for (CsvRecord row : csv) {
                var cells = row.getFields().stream().map(SheetReader::plain).toList();
                if (lines.isEmpty() && !cells.isEmpty() && cells.getFirst().startsWith("\uFEFF")) {
                    cells = new ArrayList<>(cells);
                    cells.set(0, cells.getFirst().substring(1));
                }
                add(lines, new Line(row.getStartingLineNumber(), cut(cells), -1));
            }
        }
        return lines;
    }

    /** What an export made harmless for spreadsheets is as it was. */
    private static String plain(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }

    private static List<Line> xlsx(Path file) throws IOException {
        var lines = new ArrayList<Line>();
        var shown = new DataFormatter(java.util.Locale.ROOT);
        try (var in = Files.newInputStream(file);
                var book = new XSSFWorkbook(in)) {
            for (var row : book.getSheetAt(0)) {
                var cells = new ArrayList<String>();
                int formula = -1;
                for (int c = 0; c < Math.min(row.getLastCellNum(), MOST_CELLS); c++) {
                    Cell cell = row.getCell(c);
                    if (cell != null && cell.getCellType() == CellType.FORMULA) {
                        formula = formula < 0 ? c : formula;
                        cells.add("");
                    } else {
                        cells.add(cell == null ? "" : shown.formatCellValue(cell));
                    }
                }
                add(lines, new Line(row.getRowNum() + 1L, cut(cells), formula));
            }
        }
        return lines;
    }

    private static List<String> cut(List<String> cells) {
        return cells.stream()
                .limit(MOST_CELLS)
                .map(cell -> cell.length() > MOST_CHARS ? cell.substring(0, MOST_CHARS) : cell)
                .toList();
    }

    private static void add(List<Line> lines, Line line) {
        if (line.cells().stream().allMatch(String::isBlank) && line.formula() < 0) {
            return;
        }
        if (lines.size() > MOST_LINES) {
            throw Refusal.invalid(
                            "文件最多 " + MOST_LINES + " 行，请拆分。", "A file has " + MOST_LINES + " lines at most; split it.")
                    .at("file");
        }
        lines.add(line);
    }
}
