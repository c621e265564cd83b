package zhiheng.server.rooms.glossary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import zhiheng.base.Text;
import zhiheng.packs.Yaml;

/**
 * The field's terms, as {@code glossary.yaml} has them.
 *
 * @param terms by id, in the order of the file
 */
record Glossary(Map<String, Term> terms) {
    private static final String FILE = "glossary.yaml";
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> KEYS = Yaml.Words.ordered("id", "name", "means", "from", "href", "see");

    /**
     * A term.
     *
     * @param means in our own words
     * @param from the article or standard it comes from, or Zhiheng for a word of this house; Chinese law in both languages
     * @param href where one reads on: a page here, or where the standard is published
     * @param see ids of terms that help to understand it; never in a circle
     */
    record Term(String id, Text name, Text means, String from, String href, List<String> see) {}

    /** Read for the first who looks: no start waits for it. */
    private static final class Shipped {
        private static final Glossary GLOSSARY = read();
    }

    static Glossary shipped() {
        return Shipped.GLOSSARY;
    }

    static Glossary read() {
        try (var in = Objects.requireNonNull(Glossary.class.getResourceAsStream(FILE), FILE)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws zhiheng.packs.PackException at what is wrong, with its line */
    static Glossary of(String text) {
        var terms = new LinkedHashMap<String, Term>();
        for (var item : Yaml.parse(FILE, text, MOST_BYTES).list()) {
            var f = item.named("term", "id").fields(KEYS);
            var see = new ArrayList<String>();
            var others = f.optional("see");
            if (others != null) {
                others.list().forEach(other -> see.add(other.string()));
            }
            var term = new Term(
                    f.words("id"),
                    f.required("name").text(),
                    f.required("means").text(),
                    f.words("from"),
                    f.words("href"),
                    List.copyOf(see));
            if (terms.putIfAbsent(term.id(), term) != null) {
                throw item.error("the term '" + term.id() + "' stands here twice");
            }
        }
        return new Glossary(terms);
    }
}
