package zhiheng.cases.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Needed;
import zhiheng.cases.bundle.Tlp;

class StixBundleTest {
    private static final Path NODE = Path.of("src/test/node");
    private static final Instant FROM = Instant.parse("2026-11-29T10:00:00.123456Z");

    private static Map<String, Object> bundle(String origin, Tlp tlp) {
        var bundle = new StixBundle(origin, tlp, "acme", FROM);
        var system = bundle.system("s1", FROM, "Bot \"<1>\"");
        var incident = bundle.incident("i1", FROM, FROM.plusSeconds(60), "A leak", "two tables\nwere read");
        bundle.related(incident, system, FROM, "concerns");
        var action = bundle.courseOfAction("m1", FROM, FROM, "L2 restrict", "a tenth of the rates");
        bundle.related(action, incident, FROM, "taken");
        bundle.note("e1", FROM, "fact", "found at noon", incident);
        return bundle.tree();
    }

    @SuppressWarnings("unchecked") // as the bundle made them
    private static List<Map<String, Object>> objects(Map<String, Object> bundle) {
        return (List<Map<String, Object>>) bundle.getOrDefault("objects", List.of());
    }

    /** JSON enough for these trees. */
    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var parts = new ArrayList<String>();
                map.forEach((k, v) -> parts.add(json(String.valueOf(k)) + ":" + json(v)));
                yield "{" + String.join(",", parts) + "}";
            }
            case List<?> list ->
                "[" + String.join(",", list.stream().map(StixBundleTest::json).toList()) + "]";
            default ->
                "\""
                        + value.toString()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n") + "\"";
        };
    }

    private static String schemas(String bundle) throws Exception {
        Needed.program("node");
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/ajv")), "ajv is not installed");
        var process =
                new ProcessBuilder("node", "stix.mjs").directory(NODE.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(bundle.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void every_object_is_valid_by_the_published_schemas_under_each_mark() throws Exception {
        for (var tlp : Tlp.values()) {
            assertThat(schemas(json(bundle("log.example", tlp)))).isEqualTo("{\"errors\":[]}");
        }
        assertThat(schemas(json(bundle("log.example", Tlp.RED)).replace("T10:00:00.123Z", "T10:00:00Z")))
                .as("the schemas do find faults")
                .contains("must match pattern");
    }

    /** What schemas cannot see: references to objects that are not in the bundle, ids twice, objects without the mark. */
    @Test
    void every_reference_leads_to_an_object_of_the_bundle_and_each_carries_the_mark() {
        var ids = new HashSet<String>();
        var marked = new HashMap<String, Object>();
        for (var object : objects(bundle("log.example", Tlp.AMBER_STRICT))) {
            assertThat(ids.add(object.get("id").toString())).isTrue();
            marked.put(object.get("id").toString(), object.getOrDefault("object_marking_refs", "none"));
        }
        for (var object : objects(bundle("log.example", Tlp.AMBER_STRICT))) {
            object.forEach((name, value) -> {
                if (name.endsWith("_ref")) {
                    assertThat(ids).contains(value.toString());
                }
                if (name.endsWith("_refs")) {
                    assertThat(ids).containsAll((List<String>) cast(value));
                }
            });
            if (!object.get("type").equals("marking-definition")) {
                assertThat(marked.get(object.get("id").toString()))
                        .isEqualTo(List.of("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"));
            }
        }
    }

    @SuppressWarnings("unchecked") // lists of ids
    private static List<String> cast(Object value) {
        return (List<String>) value;
    }

    @Test
    void the_same_record_gives_the_same_bundle_and_another_log_other_ids() {
        assertThat(json(bundle("log.example", Tlp.GREEN))).isEqualTo(json(bundle("log.example", Tlp.GREEN)));
        assertThat(objects(bundle("log.example", Tlp.GREEN)).getLast().get("id"))
                .isNotEqualTo(
                        objects(bundle("other.example", Tlp.GREEN)).getLast().get("id"));
        assertThat(objects(bundle("log.example", Tlp.GREEN)).getLast().get("id").toString())
                .as("version 5 of RFC 9562")
                .matches("note--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
