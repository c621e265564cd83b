package zhiheng.server.rooms.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.sql.Sql;

/**
 * The search index. A text's words are its runs of letters and digits, and of each run of Chinese characters every two
 * neighbours. Whatever part of the text is searched for, each word of that part lies within a word of the text, so a
 * search asks the few distinct words instead of all texts, and misses nothing.
 */
final class SearchWords {
    /** Longer runs are cut into overlapping pieces, so that any part of HALF characters lies within a piece. */
    private static final int HALF = 50;

    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+");

    private SearchWords() {}

    static Set<String> of(String text) {
        var words = new LinkedHashSet<String>();
        for (var run : (Iterable<String>) RUN.matcher(text).results().map(r -> r.group())::iterator) {
            var han = Character.UnicodeScript.of(run.codePointAt(0)) == Character.UnicodeScript.HAN;
            pieces(run, han ? 2 : 2 * HALF, han ? 1 : HALF, words);
        }
        return words;
    }

    private static void pieces(String run, int length, int step, Set<String> words) {
        var points = run.codePoints().toArray();
        var at = 0;
        do {
            words.add(new String(points, at, Math.min(length, points.length - at)));
            at += step;
        } while (at + length - step < points.length);
    }

    /** The pattern that a stored word matches if it holds the searched one. */
    static String pattern(String word) {
        var most = Math.min(HALF, word.codePointCount(0, word.length()));
        return "%" + word.substring(0, word.offsetByCodePoints(0, most)) + "%";
    }

    /** Whether the index alone says which texts hold what is searched for. */
    static boolean decide(String searched) {
        return searched.length() <= HALF && of(searched).equals(Set.of(searched));
    }

    static void index(Connection c, String systemId, String text) throws SQLException {
        add(c, systemId, of(text));
    }

    /** Whatever was there goes. */
    static void reindex(Connection c, String systemId, String text) throws SQLException {
        Sql.later(c, "DELETE FROM system_word WHERE system_id = ?", systemId);
        index(c, systemId, text);
    }

    /** What both texts have stays as it is. */
    static void change(Connection c, String systemId, String before, String after) throws SQLException {
        var gone = of(before);
        var come = of(after);
        var both = new LinkedHashSet<>(gone);
        both.retainAll(come);
        gone.removeAll(both);
        come.removeAll(both);
        Sql.laterAll(
                c,
                "DELETE FROM system_word WHERE word_id = ? AND system_id = ?",
                gone.stream().map(word -> Sql.row(number(word), systemId)).toList());
        add(c, systemId, come);
    }

    private static void add(Connection c, String systemId, Set<String> some) throws SQLException {
        var words = new ArrayList<@Nullable Object[]>();
        var uses = new ArrayList<@Nullable Object[]>();
        for (var each : some) {
            words.add(Sql.row(number(each), each));
            uses.add(Sql.row(number(each), systemId));
        }
        Sql.laterAll(c, "INSERT INTO word (id, word) VALUES (?, ?) ON CONFLICT DO NOTHING", words);
        Sql.laterAll(c, "INSERT INTO system_word (word_id, system_id) VALUES (?, ?) ON CONFLICT DO NOTHING", uses);
    }

    private static long number(String word) {
        return ByteBuffer.wrap(digest(word)).getLong();
    }

    /** The id of a set of tiers. */
    static String id(String tiers) {
        return HexFormat.of().formatHex(digest(tiers), 0, 12);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
