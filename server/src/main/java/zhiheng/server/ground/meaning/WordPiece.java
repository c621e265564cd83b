package zhiheng.server.ground.meaning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts a text into the pieces of a vocabulary as BERT's models were taught: Chinese characters and punctuation stand alone, words are
 * cut from the front into the longest pieces there are. Everything is made small and of one width first, since the vocabulary knows no
 * capitals: without that GDPR, OpenAI and PROHIBITED are the same unknown word.
 */
final class WordPiece {
    private static final int MOST_BYTES = 16 << 20;
    /** A longer word is unknown as a whole, as in the reference. */
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> ids;
    final int unknown;
    final int start;
    final int end;

    WordPiece(Map<String, Integer> ids) {
        this.ids = ids;
        unknown = special("[UNK]");
        start = special("[CLS]");
        end = special("[SEP]");
    }

    private int special(String token) {
        var id = ids.get(token);
        if (id == null) {
            throw new IllegalArgumentException("词表缺少 / the vocabulary lacks " + token);
        }
        return id;
    }

    /**
     * Reads {@code vocab.txt}, a piece a line, or {@code tokenizer.json}, whichever the folder has.
     *
     * @throws IllegalArgumentException saying what is missing
     */
    static WordPiece read(Path folder) throws IOException {
        var lines = folder.resolve("vocab.txt");
        if (Files.exists(lines)) {
            var ids = new HashMap<String, Integer>();
            for (var line : text(lines).split("\r?\n")) {
                ids.putIfAbsent(line, ids.size());
            }
            return new WordPiece(ids);
        }
        var json = folder.resolve("tokenizer.json");
        if (Files.exists(json)) {
            return of(text(json));
        }
        throw new IllegalArgumentException("缺少词表 / no vocabulary: vocab.txt, tokenizer.json");
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file.getFileName() + ": 过大 / too large");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** From a {@code tokenizer.json} of the Hugging Face library. */
    static WordPiece of(String json) {
        var vocabulary = new JsonMapper().readTree(json).path("model").path("vocab");
        var ids = new HashMap<String, Integer>();
        vocabulary
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        return new WordPiece(ids);
    }

    /** The ids of a text's pieces, without those at its two ends. */
    List<Integer> pieces(String text) {
        var result = new ArrayList<Integer>();
        for (var word : words(text)) {
            pieces(word, result);
        }
        return result;
    }

    private void pieces(String word, List<Integer> into) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            into.add(unknown);
            return;
        }
        int before = into.size();
        for (int from = 0; from < word.length(); ) {
            int to = word.length();
            Integer id = null;
            while (to > from && id == null) {
                id = ids.get((from == 0 ? "" : "##") + word.substring(from, to));
                if (id == null) {
                    to = word.offsetByCodePoints(to, -1);
                }
            }
            if (id == null) {
                into.subList(before, into.size()).clear();
                into.add(unknown);
                return;
            }
            into.add(id);
            from = to;
        }
    }

    /** Words, each Chinese character and each mark of punctuation on its own. */
    static List<String> words(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var result = new ArrayList<String>();
        var word = new StringBuilder();
        plain.codePoints().forEach(point -> {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                cut(word, result);
            } else if (alone(point)) {
                cut(word, result);
                result.add(Character.toString(point));
            } else if (!Character.isISOControl(point) && Character.getType(point) != Character.FORMAT) {
                word.appendCodePoint(point);
            }
        });
        cut(word, result);
        return result;
    }

    private static void cut(StringBuilder word, List<String> into) {
        if (!word.isEmpty()) {
            into.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean alone(int point) {
        return Character.isIdeographic(point)
                || switch (Character.getType(point)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> "$+<=>^`|~".indexOf(point) >= 0;
                };
    }
}
