package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zhiheng.labels.Dissemination;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Rooms;

class WordsTest {
    private static final Pattern CALL = Pattern.compile("\\bt\\(([^()]*?(?:\\([^()]*\\)[^()]*?)*)(?=[,)])");
    private static final Pattern KEY = Pattern.compile("\"([a-zA-Z][\\w.-]*)\"");
    private final Words en = Rooms.words().in("en");
    private final Words zh = Rooms.words().in("zh");

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(new TreeSet<>(zh.keys())).isEqualTo(new TreeSet<>(en.keys()));
    }

    @Test
    void no_text_is_empty_and_both_leave_the_same_gaps() {
        assertThat(en.keys()).allSatisfy(key -> {
            assertThat(zh.t(key)).isNotBlank();
            assertThat(gaps(zh.t(key))).isEqualTo(gaps(en.t(key)));
        });
    }

    private static List<String> gaps(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(r -> r.group())
                .sorted()
                .toList();
    }

    @Test
    void everybody_a_duty_binds_and_every_jurisdiction_has_a_name() throws IOException {
        var named = Pattern.compile("(?m)^    who: (\\S+)$");
        for (var library :
                List.of(Path.of("../packs/library"), Path.of("../packs/incidents"), Path.of("../packs/policies")))
            for (var pack : PackLibrary.load(library).packs()) {
                assertThat(en.keys()).contains("jurisdiction." + pack.jurisdiction());
                var rules = Files.readString(library.resolve(pack.id()).resolve("rules.yaml"));
                assertThat(named.matcher(rules).results().map(who -> "who." + who.group(1)))
                        .as(pack.id())
                        .isSubsetOf(en.keys());
            }
    }

    @Test
    void chinese_texts_are_chinese() {
        var han = Pattern.compile("\\p{IsHan}|[、：；（）]");
        assertThat(zh.keys())
                .allSatisfy(key ->
                        assertThat(zh.t(key)).matches(t -> han.matcher(t).find(), key + " has no Chinese character"));
    }

    /** "1 duties" is what a reader remembers. */
    @Test
    void no_english_text_has_a_number_before_a_word_that_has_only_its_plural() {
        var plural = Pattern.compile("\\{\\d}(?:</b>)? (?!(?:is|was|opens|times|bytes|ms)\\b)[a-z]+s\\b");
        assertThat(en.keys().stream()
                        .filter(key -> plural.matcher(en.t(key)).find()
                                && !Set.of("audit.lead", "privacy.bounds.open", "every.MONTH", "every.YEAR")
                                        .contains(key)))
                .isEmpty();
    }

    @Test
    void what_stands_behind_a_number_on_a_page_knows_the_number() throws IOException {
        var counted = Pattern.compile("class=\"number\">[^<]*</span>\\s+(?:<span aria-hidden=\"true\">.</span> )?"
                + "\\$\\{f\\.t\\(\"([\\w.-]+)\"\\)");
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/zhiheng/server"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".jte")).toList()) {
                counted.matcher(Files.readString(file)).results().forEach(r -> found.add(r.group(1)));
            }
        }
        // what is said of one as of many
        found.removeIf(key -> key.startsWith("state.")
                || Set.of(
                                "figures.todo",
                                "answered",
                                "apply.answered",
                                "apply.score",
                                "notice.unanswered",
                                "queue.running",
                                "still-open",
                                "preview.stopped",
                                "preview.freed-short")
                        .contains(key));
        assertThat(found).isEmpty();
    }

    @Test
    void every_key_that_a_page_or_class_names_exists() throws IOException {
        var used = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/zhiheng/server"))) {
            files.filter(file -> file.toString().matches(".*\\.(java|jte)")).forEach(file -> used.addAll(keys(file)));
        }
        assertThat(used).hasSizeGreaterThan(150);
        assertThat(used.stream().filter(key -> !en.has(key)).distinct()).isEmpty();
    }

    /** Keys written out in calls; those built from a prefix ("state." + …) are covered below. */
    private static List<String> keys(Path file) {
        try {
            return CALL.matcher(Files.readString(file))
                    .results()
                    .flatMap(call -> KEY.matcher(call.group(1)).results())
                    .map(key -> key.group(1))
                    .filter(key -> !key.endsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_state_role_kind_and_section_has_its_word() {
        var keys = new ArrayList<String>();
        Stream.of(DutyState.values()).forEach(s -> keys.add("state." + s));
        Stream.of(Role.values()).forEach(r -> keys.add("role." + r));
        Stream.of(Org.Kind.values()).forEach(k -> keys.add("org." + k));
        Stream.of("systems", "changes", "packs", "labels", "ledger", "admin").forEach(s -> keys.add("nav." + s));
        Stream.of("tier", "duty", "note", "none").forEach(y -> keys.add("yields." + y));
        Stream.of(Dissemination.Declaration.values()).forEach(d -> keys.add("declaration." + d));
        Stream.of("compliant", "non-compliant", "none", "inconclusive")
                .forEach(v -> keys.addAll(List.of("verdict." + v, "verdict." + v + ".means")));
        ContentLabel.of(Certainty.IS, "x", "y").elements().keySet().forEach(e -> keys.add("element." + e));
        assertThat(keys).allMatch(en::has);
    }
}
