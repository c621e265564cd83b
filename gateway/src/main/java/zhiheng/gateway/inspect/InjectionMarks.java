package zhiheng.gateway.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import zhiheng.gateway.FindingKind;

/** Ways of speaking in which a text tries to take over: words that follow each other at short distances. */
final class InjectionMarks {
    static final InjectionMarks SHIPPED = shipped();

    /** @param gap how many characters may stand between one word and the next */
    record Mark(String kind, int gap, int steps) {}

    /** Where a word stands: in which mark, at which step. */
    record Use(int mark, int step) {}

    final TermList words;
    final List<Mark> marks;
    final List<List<Use>> uses;

    private InjectionMarks(TermList words, List<Mark> marks, List<List<Use>> uses) {
        this.words = words;
        this.marks = marks;
        this.uses = uses;
    }

    private static InjectionMarks shipped() {
        try (var stream = InjectionMarks.class.getResourceAsStream("injection-marks.txt")) {
            if (stream == null) {
                throw new IllegalStateException("injection-marks.txt is missing from the jar");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each line: name, gap, then for each step the words that may stand there, separated by {@code |}; between them a semicolon. */
    static InjectionMarks parse(String text) {
        var marks = new ArrayList<Mark>();
        var uses = new LinkedHashMap<String, List<Use>>();
        var spellings = new LinkedHashMap<String, String>();
        for (var line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.split(";");
            for (int step = 0; step < parts.length - 2; step++) {
                for (var word : parts[step + 2].split("\\|")) {
                    var use = new Use(marks.size(), step);
                    var letters = TermList.letters(Normal.folded(word));
                    uses.computeIfAbsent(letters, w -> new ArrayList<>()).addFirst(use);
                    spellings.merge(letters, word.strip(), (a, b) -> a.length() >= b.length() ? a : b);
                }
            }
            marks.add(new Mark(
                    FindingKind.INJECTION_MARK.id(parts[0].strip()),
                    Integer.parseInt(parts[1].strip()),
                    parts.length - 2));
        }
        return new InjectionMarks(TermList.of(spellings.values()), List.copyOf(marks), List.copyOf(uses.values()));
    }
}
