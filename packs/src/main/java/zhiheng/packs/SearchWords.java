package zhiheng.packs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people type and what the law calls it: data of the library in {@code shared/search-words.yaml}, reviewed by hand. It only adds what
 * to look for; nothing that was typed is taken away.
 */
public final class SearchWords {
    static final String FILE = "search-words.yaml";
    private static final Set<String> GROUP = Yaml.Words.ordered("typed", "law");
    /** What goes on a word; Chinese stands beside others without a space. */
    private static final String LETTER = "[\\p{N}[\\p{L}&&[^\\p{IsHan}]]]";

    private final List<Group> groups;

    private record Group(List<String> typed, List<String> law) {}

    private SearchWords(List<Group> groups) {
        this.groups = groups;
    }

    /** Of a library that has no such file, and for who wants none. */
    public static SearchWords none() {
        return new SearchWords(List.of());
    }

    /** The words of a library; without the file, none. */
    public static SearchWords of(Path folder) {
        var file = folder.resolve(LibraryFiles.SHARED).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return none();
        }
        var seen = new HashSet<String>();
        var groups = new ArrayList<Group>();
        for (var item : Yaml.read(file, LibraryFiles.MAX_FILE_BYTES).list()) {
            var f = item.about("group").fields(GROUP);
            var typed = new ArrayList<String>();
            for (var word : f.required("typed").list()) {
                var plain = plain(word.string());
                if (plain.isEmpty() || !seen.add(plain)) {
                    throw word.error(
                            "'" + word.string() + "' is empty or stands in another group; say each thing once");
                }
                typed.add(plain);
            }
            groups.add(new Group(
                    List.copyOf(typed),
                    f.required("law").list().stream().map(Yaml::string).toList()));
        }
        return new SearchWords(List.copyOf(groups));
    }

    public int groups() {
        return groups.size();
    }

    /** What the law calls the things in {@code query}, in the order of the file; empty where none is known. */
    public List<String> law(String query) {
        var asked = plain(query);
        var result = new LinkedHashSet<String>();
        for (var group : groups) {
            if (group.typed().stream().anyMatch(word -> says(asked, word))) {
                result.addAll(group.law());
            }
        }
        return List.copyOf(result);
    }

    /** Whole words where words are set apart, in the plural too; anywhere in Chinese. */
    private static boolean says(String asked, String word) {
        return Character.isIdeographic(word.codePointAt(0))
                ? asked.contains(word)
                : Pattern.compile("(?<!" + LETTER + ")" + Pattern.quote(word) + "(e?s)?(?!" + LETTER + ")")
                        .matcher(asked)
                        .find();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}]+", " ")
                .strip();
    }
}
