package zhiheng.server.rooms.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A language model of pairs and triples: words in English, characters in Chinese. Trained when it is made, in a few milliseconds, on a
 * page of text. It knows which tokens stood next to each other, and nothing else.
 */
final class Ngram {
    private static final String END = "\n";

    private final Map<String, TreeMap<String, Integer>> next = new HashMap<>();
    private final List<List<String>> chineseSentences = new ArrayList<>();
    private final List<List<String>> englishSentences = new ArrayList<>();

    private Ngram() {}

    static Ngram trained() {
        var model = new Ngram();
        var corpus = Objects.requireNonNull(Ngram.class.getResourceAsStream("corpus.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(corpus, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                model.learn(tokens(line), isChinese(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return model;
    }

    private List<List<String>> sentences(boolean chinese) {
        return chinese ? chineseSentences : englishSentences;
    }

    private void learn(List<String> sentence, boolean chinese) {
        sentences(chinese).add(sentence);
        for (int i = 0; i <= sentence.size(); i++) {
            var token = i == sentence.size() ? END : sentence.get(i);
            if (i >= 1) {
                count(sentence.get(i - 1), token);
            }
            if (i >= 2) {
                count(sentence.get(i - 2) + "|" + sentence.get(i - 1), token);
            }
        }
    }

    private void count(String before, String token) {
        next.computeIfAbsent(before, k -> new TreeMap<>()).merge(token, 1, Integer::sum);
    }

    static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    /** Words with the space before them, and single Chinese characters. */
    static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var word = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean letter =
                    Character.isLetterOrDigit(c) && Character.UnicodeScript.of(c) != Character.UnicodeScript.HAN;
            if (!letter && !word.toString().isBlank() || c == ' ') {
                if (!word.isEmpty()) {
                    tokens.add(word.toString());
                    word.setLength(0);
                }
            }
            word.appendCodePoint(c);
            if (!letter && c != ' ') {
                tokens.add(word.toString());
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) {
            tokens.add(word.toString());
        }
        return tokens;
    }

    /**
     * Two or three sentences that begin like one that shares a word with the prompt.
     *
     * @param temperature 0 takes the likeliest token always, 2 flattens the odds
     */
    List<String> answer(String prompt, int mostTokens, double temperature, RandomGenerator random) {
        boolean chinese = isChinese(prompt);
        var answer = new ArrayList<String>();
        int wanted = 2 + random.nextInt(2);
        for (int i = 0; i < wanted && answer.size() < mostTokens; i++) {
            var first = opening(prompt, chinese, random);
            int from = answer.size();
            answer.add(i > 0 && !chinese ? " " + first.get(0) : first.get(0));
            answer.add(first.get(1));
            while (answer.size() < mostTokens && answer.size() - from < 120) {
                var before = answer.get(answer.size() - 1);
                var pair = (answer.size() - 2 == from ? first.get(0) : answer.get(answer.size() - 2)) + "|" + before;
                var options = next.getOrDefault(pair, next.getOrDefault(before, new TreeMap<>(Map.of(END, 1))));
                var token = draw(options, temperature, random);
                if (token.equals(END)) {
                    break;
                }
                answer.add(token);
            }
        }
        return answer.subList(0, Math.min(answer.size(), mostTokens));
    }

    private List<String> opening(String prompt, boolean chinese, RandomGenerator random) {
        var words = tokens(prompt.toLowerCase(java.util.Locale.ROOT));
        var near = sentences(chinese).stream()
                .filter(s -> words.stream().anyMatch(w -> w.strip().length() > (chinese ? 0 : 3) && s.contains(w)))
                .toList();
        var from = near.isEmpty() ? sentences(chinese) : near;
        return from.get(random.nextInt(from.size()));
    }

    private static String draw(TreeMap<String, Integer> options, double temperature, RandomGenerator random) {
        if (temperature <= 0) {
            return options.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }
        double total = 0;
        for (int count : options.values()) {
            total += Math.pow(count, 1 / temperature);
        }
        double at = random.nextDouble() * total;
        for (var option : options.entrySet()) {
            at -= Math.pow(option.getValue(), 1 / temperature);
            if (at < 0) {
                return option.getKey();
            }
        }
        return options.lastKey();
    }
}
