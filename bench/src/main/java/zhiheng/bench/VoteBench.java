package zhiheng.bench;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import zhiheng.bench.contain.HiddenOrders;
import zhiheng.gateway.inspect.TextWindows;
import zhiheng.gateway.inspect.VoteHead;
import zhiheng.gateway.inspect.VoteTraining;
import zhiheng.server.ground.meaning.SentenceModel;

/**
 * What the vote of the sentence model finds of attacks, and of texts that are none, beside the model of n-grams, the marks and nine
 * naive patterns, and what it costs. {@code --train FILE} makes its head anew.
 */
public final class VoteBench {
    private static final int CALL_BYTES = 2048;
    private static final int TIMED = 200;
    /** Of the own files each third call, so that the run ends. */
    private static final int SPARSE = 3;
    /** Kinds of which the training has stretches of this project's files. */
    private static final Set<String> OWN = Set.of("docs", "packs", "source", "words");

    private final SentenceModel model = SentenceModel.shipped().orElseThrow();
    private final Map<String, float[]> known = new HashMap<>();

    private VoteBench() {}

    public static void main(String[] args) throws Exception {
        new VoteBench().run(args, Path.of(System.getProperty("zhiheng.home", ".")));
    }

    private void run(String[] args, Path home) throws IOException, OrtException {
        var training = new VoteTraining(window -> known.computeIfAbsent(window, this::vector));
        if (args.length == 2 && args[0].equals("--train")) {
            Files.writeString(Path.of(args[1]), training.head(Set.of()).written());
            return;
        }
        System.out.println("Texts from templates, each kind left out whole:\n\n" + training.figures());
        System.out.println("| source, by nobody who trained | texts | naive patterns | [95 %] | marks | [95 %] | model"
                + " | [95 %] | vote | [95 %] | model or vote | [95 %] | model and vote | [95 %] |");
        System.out.println("|---|---:" + "|---:|---".repeat(6) + "|");
        var judges = training.judges(Set.of());
        HiddenOrders.all().forEach((set, words) -> row("orders, " + set, words.orders(), judges));
        HiddenOrders.all().forEach((set, words) -> row("harmless, " + set, words.harmless(), judges));
        var own = Map.of(
                "docs", calls(home, "docs", ".md"),
                "packs", calls(home, "packs/library", ".yaml"),
                "source", calls(home, "watch/src/main/java", ".java"));
        own.forEach((kind, calls) ->
                row("harmless, own " + kind + ", that kind left out", calls, training.judges(Set.of(kind))));
        var strange = training.judges(OWN);
        own.forEach((kind, calls) -> row("harmless, own " + kind + ", all four kinds left out", calls, strange));
        cost(calls(home, "docs", ".md"), "English");
        var chinese = calls(home, "packs/library", ".yaml").stream()
                .filter(VoteBench::isChinese)
                .toList();
        cost(chinese, "a quarter Chinese or more");
    }

    private static boolean isChinese(String text) {
        return 4 * text.codePoints().filter(Character::isIdeographic).count() > text.length();
    }

    private float[] vector(String window) {
        try (var run = new OrtSession.RunOptions()) {
            var pieces = model.pieces(window);
            return model.firstAndMean(pieces.subList(0, Math.min(pieces.size(), SentenceModel.MOST_PIECES)), run);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void row(String source, List<String> texts, VoteTraining.Judges judges) {
        var either = judges.model().or(judges.vote());
        var both = judges.model().and(judges.vote());
        System.out.printf("| %s | %d", source, texts.size());
        for (var judge : List.of(judges.naive(), judges.marks(), judges.model(), judges.vote(), either, both)) {
            int found = (int) texts.stream().filter(judge).count();
            System.out.print(" | " + Wilson.of(found, texts.size()));
        }
        System.out.println(" |");
    }

    /** Files in pieces of the length of a call. */
    private static List<String> calls(Path home, String folder, String ending) throws IOException {
        var calls = new ArrayList<String>();
        try (var files = Files.walk(home.resolve(folder))) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
                var call = new StringBuilder();
                for (var line : Files.readAllLines(file)) {
                    if (bytes(call + line) > CALL_BYTES && !call.isEmpty()) {
                        calls.add(call.toString());
                        call.setLength(0);
                    }
                    call.append(line).append('\n');
                }
            }
        }
        return IntStream.range(0, calls.size())
                .filter(i -> i % SPARSE == 0)
                .mapToObj(calls::get)
                .toList();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What one thread spends on a call of 2 kB: pieces, model and head, nothing remembered. */
    private void cost(List<String> texts, String language) {
        if (texts.isEmpty()) {
            return;
        }
        var head = VoteHead.shipped();
        var threads = ManagementFactory.getThreadMXBean();
        var micros = new long[Math.min(TIMED, texts.size())];
        long pieces = 0;
        long windows = 0;
        for (int i = 0; i < micros.length; i++) {
            var text = texts.get(i);
            long begin = threads.getCurrentThreadCpuTime();
            for (var span : TextWindows.of(text, VoteHead.WINDOW)) {
                var window = text.substring(span.start(), span.end());
                head.score(window, vector(window));
                windows++;
            }
            micros[i] = (threads.getCurrentThreadCpuTime() - begin) / 1000;
            pieces += model.pieces(text).size();
        }
        Arrays.sort(micros);
        System.out.printf(
                "%nCPU for a call of at most 2 kB, %s, %d calls: p50 %.0f ms, p99 %.0f ms;"
                        + " %d windows, %d pieces on average%n",
                language,
                micros.length,
                micros[micros.length / 2] / 1e3,
                micros[micros.length * 99 / 100] / 1e3,
                windows / micros.length,
                pieces / micros.length);
    }
}
