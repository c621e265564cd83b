package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import zhiheng.labels.label.FoundLabel;
import zhiheng.server.ground.page.Standalone;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.shell.Speech;

/** The check of a folder as one HTML file, that appears whole or not at all. */
final class LabelReportFile {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm XXX", Locale.ROOT);

    private static final Comparator<LabelReport.Row> BY_FILE = Comparator.comparing(LabelReport.Row::file);

    private final LabelTally tally;
    private final Speech speech;
    private final Words words;

    private LabelReportFile(LabelTally tally, Speech speech) {
        this.tally = tally;
        this.speech = speech;
        this.words = Words.of(speech.chinese() ? "zh" : "en", List.of(LabelReportFile.class));
    }

    static void write(Path file, Path folder, LabelTally tally, Speech speech, ZonedDateTime now) throws IOException {
        var report = new LabelReportFile(tally, speech).view(folder, now);
        var temp = LabelCsv.part(file);
        try {
            Files.writeString(temp, Standalone.render("rooms/labels/labelreport", Map.of("p", report)));
            Files.move(temp, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temp);
        }
    }

    private LabelReport view(Path folder, ZonedDateTime now) {
        return new LabelReport(
                words,
                folder.toAbsolutePath().normalize().toString(),
                TIME.format(now),
                tally.files(),
                tally.links(),
                tiles(),
                findings(),
                formats(),
                LabelTally.VERDICTS.stream()
                        .filter(v -> tally.of(v) > 0)
                        .map(this::group)
                        .toList());
    }

    private State state(String verdict) {
        return State.ofVerdict(verdict, words);
    }

    private List<LabelReport.Tile> tiles() {
        var tiles = new ArrayList<LabelReport.Tile>();
        long before = 0;
        long all = Math.max(1, tally.files());
        for (var verdict : LabelTally.VERDICTS) {
            long files = tally.of(verdict);
            int x = (int) (1000 * before / all);
            before += files;
            tiles.add(new LabelReport.Tile(
                    state(verdict),
                    words.t("verdict." + verdict + ".means"),
                    files,
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * files / all),
                    x,
                    (int) (1000 * before / all) - x));
        }
        return tiles;
    }

    private List<LabelReport.Finding> findings() {
        var all = tally.deviations();
        return all.stream()
                .map(d -> new LabelReport.Finding(
                        d.getValue(),
                        LabelText.clause(d.getKey(), speech),
                        speech.say(d.getKey().text().zh(), d.getKey().text().en()),
                        (int) (1000 * d.getValue() / all.getFirst().getValue())))
                .toList();
    }

    private List<LabelReport.FormatRow> formats() {
        return tally.formats().entrySet().stream()
                .map(e -> new LabelReport.FormatRow(
                        e.getKey().toString(),
                        LabelTally.VERDICTS.stream()
                                .map(v -> e.getValue().getOrDefault(v, 0L))
                                .toList(),
                        e.getValue().values().stream().mapToLong(n -> n).sum()))
                .toList();
    }

    private LabelReport.Group group(String verdict) {
        var listed = tally.listed(verdict);
        return new LabelReport.Group(
                state(verdict),
                tally.of(verdict),
                tally.of(verdict) - listed.size(),
                listed.stream().map(this::row).sorted(BY_FILE).toList());
    }

    private LabelReport.Row row(LabelCheckCommand.Checked checked) {
        return new LabelReport.Row(
                checked.name(),
                checked.reading().format().toString(),
                checked.reading().labels().stream().map(this::label).toList(),
                LabelText.findings(checked.reading(), speech));
    }

    private String label(FoundLabel found) {
        var label = found.label();
        return Stream.of(
                        found.place(),
                        label.label().value(),
                        label.contentProducer().isEmpty() ? label.contentPropagator() : label.contentProducer(),
                        label.produceId().isEmpty() ? label.propagateId() : label.produceId())
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + " · " + b)
                .orElse("");
    }
}
