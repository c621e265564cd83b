package zhiheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.LabelChange;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/**
 * Which everyday steps keep, move or lose a label: {@code ./zhiheng bench survival}. Files are made by tools of this machine, labelled,
 * and sent through the steps of {@code survival-steps.tsv}; the table it prints is that of docs/label-survival.md. What a machine has no
 * tool for is said. One step of one's own: {@code ./zhiheng label survives FILE --after COMMAND}.
 */
public final class SurvivalBench {
    private static final ContentLabel LABEL =
            ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "6f1c1f0e-11aa-4a3b-9a55-0c1b7f5c2d11");
    private static final int SECONDS = 180;
    private static final String OFFICE = "o";

    private final Path folder;
    private final Map<String, String> results = new LinkedHashMap<>();
    private final Map<String, Optional<Path>> made = new LinkedHashMap<>();

    private SurvivalBench(Path folder) {
        this.folder = folder;
    }

    /** A line of the list: how a file is made ({@code make}), or what is done to one. */
    private record Step(String from, String to, String title, String command) {
        static Optional<Step> of(String line) {
            var parts = line.split("\t");
            return line.startsWith("#") || line.isBlank() || parts.length != 4
                    ? Optional.empty()
                    : Optional.of(new Step(parts[0], parts[1], parts[2], parts[3]));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("survival");
        try {
            var bench = new SurvivalBench(folder);
            Files.createDirectory(folder.resolve(OFFICE));
            Files.writeString(folder.resolve("plain.txt"), "A line.\n");
            for (var step : steps()) {
                if (step.from.equals("make")) {
                    bench.make(step);
                } else {
                    bench.run(step);
                }
            }
            bench.print();
        } finally {
            remove(folder);
        }
    }

    private static List<Step> steps() throws IOException {
        try (var in = SurvivalBench.class.getResourceAsStream("survival-steps.tsv")) {
            if (in == null) {
                throw new IllegalStateException("survival-steps.tsv is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> Step.of(line).stream())
                    .toList();
        }
    }

    /** A file of a kind, labelled; kinds whose tool is missing have none. */
    private void make(Step step) throws IOException, InterruptedException {
        var plain = folder.resolve("plain." + step.to);
        var labelled = folder.resolve("labelled." + step.to);
        var source = folder.resolve("plain." + step.title);
        var trouble = execute(step.command, source, plain);
        if (trouble == null) {
            try {
                new Labels().write(plain, labelled, LABEL);
            } catch (LabelException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
        made.put(step.to, trouble == null ? Optional.of(labelled) : Optional.empty());
    }

    private void run(Step step) throws IOException, InterruptedException {
        var from = made.getOrDefault(step.from, Optional.empty());
        var name = step.from.toUpperCase(java.util.Locale.ROOT)
                + (step.from.equals(step.to) ? "" : " → " + step.to.toUpperCase(java.util.Locale.ROOT)) + " | "
                + step.title + " | `" + step.command + "`";
        if (from.isEmpty()) {
            results.put(name, "not measured: no tool here makes such a file");
            return;
        }
        var in = folder.resolve("in." + step.from);
        // LibreOffice names what it makes itself
        var out = folder.resolve(step.command.startsWith("soffice") ? OFFICE + "/in." + step.to : "out." + step.to);
        Files.deleteIfExists(out);
        Files.copy(from.get(), in, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        var trouble = execute(step.command, in, out);
        results.put(
                name, trouble != null ? "not measured: " + trouble : became(from.get(), isInPlace(step) ? in : out));
    }

    private static boolean isInPlace(Step step) {
        return !step.command.contains("OUT") && !step.command.startsWith("soffice");
    }

    private static String became(Path before, Path after) {
        var was = new Labels().read(before);
        var is = new Labels().read(after);
        var change = LabelChange.of(was, is);
        var place = LabelChange.place(is)
                .map(p -> " (" + p + ", " + is.verdict().word() + ")")
                .orElse("");
        return "**" + change.text().en() + "**" + (change == LabelChange.SAME ? "" : place);
    }

    /** Null when it went well, else why not. */
    private @Nullable String execute(String command, Path in, Path out) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        for (var word : command.split(" ")) {
            words.add(
                    word.equals("IN")
                            ? in.toString()
                            : word.equals("OUT") ? out.toString() : word.replace("FOLDER", folder.toString()));
        }
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said.txt").toFile())
                    .start();
        } catch (IOException e) {
            return words.getFirst() + " is not installed";
        }
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return words.getFirst() + " took too long";
        }
        boolean makes = command.contains("OUT") || command.startsWith("soffice");
        return process.exitValue() == 0 && (!makes || Files.exists(out)) ? null : words.getFirst() + " failed";
    }

    private void print() {
        System.out.println("| file | step | command | the label afterwards |");
        System.out.println("|---|---|---|---|");
        results.forEach((name, result) -> System.out.println("| " + name + " | " + result + " |"));
        long kept = results.values().stream()
                .filter(r -> r.startsWith("**same") || r.startsWith("**moved"))
                .count();
        long lost =
                results.values().stream().filter(r -> r.startsWith("**lost")).count();
        long open = results.values().stream()
                .filter(r -> r.startsWith("not measured"))
                .count();
        System.out.printf(
                "%n%d steps: %d keep the label or move it, %d lose it, %d change it, %d not measured here.%n",
                results.size(), kept, lost, results.size() - kept - lost - open, open);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
