package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import zhiheng.drills.judge.Judge;
import zhiheng.drills.judge.Judges;
import zhiheng.drills.judge.Quality;
import zhiheng.drills.judge.Reading;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Expectation;
import zhiheng.drills.suite.Part;
import zhiheng.drills.suite.Suites;
import zhiheng.drills.target.Binomial;
import zhiheng.packs.LawText;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.rooms.assess.TextFolder;

/**
 * How well the judges of content read: {@code judges}. First by what they were chosen, frames of made sentences left out in turn, for
 * several weights of the sentence model; then on the half of the labelled set that no judge learns from.
 */
public final class JudgesBench {
    private JudgesBench() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(System.getProperty("zhiheng.home", "."), "packs", "suites");
        var judges = Judges.read(folder.resolve("judges"));
        var part = new Suites(folder)
                .find("cn-genai-acceptance").orElseThrow().parts().stream()
                        .filter(p -> p.expect() == Expectation.SAFE)
                        .findFirst()
                        .orElseThrow();
        try (var chosen = new ChosenMeaning("")) {
            var meaning = chosen.meaning();
            Map<String, Optional<float[]>> known = new HashMap<>();
            Function<String, Optional<float[]>> vector =
                    text -> known.computeIfAbsent(text, t -> meaning == null ? Optional.empty() : meaning.of(t));
            for (double share : new double[] {0, 1, 3, 6, 10}) {
                for (var language : List.of("zh", "en")) {
                    print("frames left out, vector x " + share, language, judges.tried(vector, share, language));
                }
            }
            var all = List.of(
                    Map.entry("rules", judges.rules()),
                    Map.entry("meaning", judges.meaning(vector)),
                    Map.entry("together", judges.together(vector)));
            for (var judge : all) {
                for (var language : List.of("zh", "en")) {
                    print(
                            "kept back, " + judge.getKey(),
                            language,
                            judge.getValue().quality(part, language));
                }
                harmless(judge.getKey(), judge.getValue(), part);
            }
        }
    }

    /** Texts that are no sentences of a labelled set: law in Chinese, this project's pages in English. */
    private static void harmless(String name, Judge judge, Part part) throws IOException {
        var home = Path.of(System.getProperty("zhiheng.home", "."));
        var library = home.resolve("packs/library");
        var law = LawText.of(PackLibrary.load(library), library).stream()
                .map(t -> t.text().zh())
                .filter(t -> t.length() > 20)
                .toList();
        var pages = new ArrayList<String>();
        try (var files = Files.list(home.resolve("docs"))) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                pages.addAll(TextFolder.passages(Files.readString(file)));
            }
        }
        for (var texts : Map.of("zh", law, "en", pages).entrySet()) {
            var probe = part.probes().stream()
                    .filter(p -> p.language().equals(texts.getKey()))
                    .findFirst()
                    .orElseThrow();
            int wrong = 0;
            int read = 0;
            for (int i = 0; i < texts.getValue().size(); i += 3) {
                var said = Answer.said(texts.getValue().get(i), List.of(), "", 0, 0);
                wrong += judge.read(part, probe, said) == Reading.EVENT ? 1 : 0;
                read++;
            }
            System.out.printf(
                    "harmless passages, %-15s %s  taken for bad %s%n", name, texts.getKey(), share(wrong, read));
        }
    }

    private static void print(String what, String language, Quality q) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %s  found %s  let pass %s%n",
                what,
                language,
                share(q.found(), q.found() + q.missed()),
                share(q.right(), q.right() + q.wrong()));
    }

    private static String share(long hits, long of) {
        var share = Binomial.share(hits, of, .95);
        return String.format(Locale.ROOT, "%d of %d [%.2f, %.2f]", hits, of, share.low(), share.high());
    }
}
