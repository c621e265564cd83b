package zhiheng.server.rooms.labels;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import zhiheng.labels.FileReport;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.FoundLabel;
import zhiheng.server.ground.shell.Speech;

/**
 * One line for each file (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read Chinese). A cell that a
 * spreadsheet would take for a formula begins with an apostrophe: names of files and texts of labels are strangers' words.
 */
final class LabelCsv implements AutoCloseable {
    /** Also the full-width forms, which some spreadsheets take for the same. */
    private static final String STARTS_FORMULA = "=+-@\t\r\n＝＋－＠";

    private final Path file;
    private final Path temp;
    private final BufferedWriter out;
    private final Speech speech;

    LabelCsv(Path file, Speech speech) throws IOException {
        this.file = file;
        this.temp = part(file);
        this.speech = speech;
        out = Files.newBufferedWriter(temp);
        out.write('\uFEFF');
        line(List.of(
                speech.say("文件", "file"),
                speech.say("格式", "format"),
                speech.say("判定", "verdict"),
                speech.say("标识位置", "place of the label"),
                "Label",
                "ContentProducer",
                "ProduceID",
                "ContentPropagator",
                "PropagateID",
                speech.say("问题", "findings")));
    }

    /** What a report is called until it is whole. */
    static Path part(Path report) {
        return report.resolveSibling("." + report.getFileName() + ".part");
    }

    void add(LabelCheckCommand.Checked checked) {
        FileReport reading = checked.reading();
        line(List.of(
                checked.name(),
                reading.format().toString(),
                LabelText.verdict(reading.verdict().word(), speech),
                all(reading, FoundLabel::place),
                each(reading, l -> l.label().value()),
                each(reading, ContentLabel::contentProducer),
                each(reading, ContentLabel::produceId),
                each(reading, ContentLabel::contentPropagator),
                each(reading, ContentLabel::propagateId),
                String.join("; ", LabelText.findings(reading, speech))));
    }

    private static String each(FileReport reading, Function<ContentLabel, String> element) {
        return all(reading, found -> element.apply(found.label()));
    }

    private static String all(FileReport reading, Function<FoundLabel, String> part) {
        return reading.labels().stream().map(part).collect(Collectors.joining(" | "));
    }

    private void line(List<String> cells) {
        try {
            out.write(cells.stream().map(LabelCsv::cell).collect(Collectors.joining(",")));
            out.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String cell(String text) {
        var meant = text.strip().isEmpty() ? text : text.stripLeading();
        boolean formula = !text.isEmpty()
                && (STARTS_FORMULA.indexOf(meant.charAt(0)) >= 0 || STARTS_FORMULA.indexOf(text.charAt(0)) >= 0);
        var safe = formula ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** The table is whole: it gets its name. */
    void commit() throws IOException {
        out.close();
        Files.move(temp, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temp);
    }
}
