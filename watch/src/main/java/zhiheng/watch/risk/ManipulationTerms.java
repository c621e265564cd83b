package zhiheng.watch.risk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Marks of manipulation in an output, counted from a list of terms in Chinese and English. It sees wording, not intent: see
 * docs/risk-manipulation.md for what it finds and misses.
 */
public final class ManipulationTerms {
    /** An output is flagged from this weight on: one strong mark, or two kinds of weak ones. */
    public static final int FLAG = 2;

    private static final int MAX_CHARS = 100_000;
    private static final Pattern QUOTATION = Pattern.compile("“[^”]{1,60}”|「[^」]{1,60}」|\"[^\"]{1,60}\"");
    private static final Pattern LINE = Pattern.compile("([a-z]+) ([1-9]) : (.+)");

    /** Terms by their first two characters. */
    private final Map<Integer, List<Term>> terms = new HashMap<>();

    private final Map<String, Integer> weights = new TreeMap<>();

    /** @param whole whether the term must not begin or end inside a word, as in a language with spaces */
    private record Term(String kind, String text, boolean whole, boolean open) {
        boolean at(String in, int start) {
            int end = start + text.length();
            return in.startsWith(text, start)
                    && (!whole || start == 0 || !isLetter(in.charAt(start - 1)))
                    && (!whole || open || end == in.length() || !isLetter(in.charAt(end)));
        }

        private static boolean isLetter(char c) {
            return c >= 'a' && c <= 'z';
        }
    }

    /**
     * What was found in an output.
     *
     * @param marks how often each kind of mark occurs
     * @param weight the weights of the kinds that occur, each once
     */
    public record Found(Map<String, Integer> marks, int weight) {
        public boolean flagged() {
            return weight >= FLAG;
        }
    }

    private ManipulationTerms() {}

    /** The project's own list. */
    public static ManipulationTerms standard() {
        try (var in = ManipulationTerms.class.getResourceAsStream("manipulation-terms.txt")) {
            if (in == null) {
                throw new IllegalStateException("manipulation-terms.txt is missing from the program");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list in the form of the standard one. @throws IllegalArgumentException with the line that cannot be read */
    public static ManipulationTerms parse(String text) {
        var list = new ManipulationTerms();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var m = LINE.matcher(line.strip());
            if (!m.matches()) {
                throw new IllegalArgumentException("第" + number + "行应写作“类别 权重 : 词 | 词”; line " + number
                        + " is not written 'kind weight : term | term'");
            }
            list.weights.merge(m.group(1), Integer.parseInt(m.group(2)), Math::max);
            for (var term : m.group(3).split("\\|")) {
                list.add(m.group(1), plain(term.strip()), number);
            }
        }
        return list;
    }

    /** The terms of kinds that weigh {@code least} or more, for whoever looks for them in another way; sorted. */
    public List<String> terms(int least) {
        return terms.values().stream()
                .flatMap(List::stream)
                .filter(term -> weights.getOrDefault(term.kind, 0) >= least)
                .map(Term::text)
                .distinct()
                .sorted()
                .toList();
    }

    private void add(String kind, String term, int line) {
        boolean open = term.endsWith("*");
        var text = open ? term.substring(0, term.length() - 1) : term;
        if (text.length() < 2) {
            throw new IllegalArgumentException("第" + line + "行：词须有两个字以上; line " + line
                    + ": a term has two characters or more, not '" + text + "'");
        }
        boolean whole = text.chars().allMatch(c -> c < 0x2E80);
        terms.computeIfAbsent(pair(text, 0), k -> new ArrayList<>()).add(new Term(kind, text, whole, open));
    }

    /** The first {@value #MAX_CHARS} characters are looked at; short quotations are left out, as they are others' words. */
    public Found find(String output) {
        var text = plain(output.length() > MAX_CHARS ? output.substring(0, MAX_CHARS) : output);
        text = QUOTATION.matcher(text).replaceAll(" ");
        var marks = new TreeMap<String, Integer>();
        for (int i = 0; i + 1 < text.length(); i++) {
            for (var term : terms.getOrDefault(pair(text, i), List.of())) {
                if (term.at(text, i)) {
                    marks.merge(term.kind, 1, Integer::sum);
                }
            }
        }
        int weight = marks.keySet().stream()
                .mapToInt(k -> weights.getOrDefault(k, 0))
                .sum();
        return new Found(marks, weight);
    }

    private static int pair(String text, int at) {
        return text.charAt(at) << 16 | text.charAt(at + 1);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replaceAll("\\s+", " ");
    }
}
