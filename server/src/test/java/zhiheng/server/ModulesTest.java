package zhiheng.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zhiheng.server.house.Rooms;

/** Who may use whom, as the tables of docs/design.md say it, measured on the compiled classes. */
class ModulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("zhiheng");

    /** The modules, and the modules that each may use. */
    private static final Map<String, Set<String>> MODULES = Map.ofEntries(
            Map.entry("base", Set.of()),
            Map.entry("ledger", Set.of("base")),
            Map.entry("packs", Set.of("base")),
            Map.entry("cases", Set.of("base", "packs")),
            Map.entry("labels", Set.of("base")),
            Map.entry("provenance", Set.of("base", "labels")),
            Map.entry("watch", Set.of("base")),
            Map.entry("gateway", Set.of("base", "labels", "watch")),
            Map.entry("drills", Set.of("base", "watch", "labels", "cases", "packs")),
            Map.entry("office", Set.of("base", "packs", "ledger")),
            Map.entry("placement", Set.of("base")),
            Map.entry(
                    "server",
                    Set.of(
                            "base",
                            "ledger",
                            "packs",
                            "cases",
                            "labels",
                            "provenance",
                            "placement",
                            "watch",
                            "gateway",
                            "drills",
                            "office")));

    @Test
    void a_module_uses_the_modules_of_the_table_and_no_others() {
        var used = arrows(type -> module(type.getPackageName()));
        assertThat(used.keySet()).isSubsetOf(MODULES.keySet());
        used.forEach((module, others) ->
                assertThat(others).as("what %s uses", module).isSubsetOf(MODULES.get(module)));
    }

    /** Old class files are skipped in silence by the importer (ArchUnit 1.5.0 and class files of version 72), so it is counted. */
    @Test
    void the_classes_of_every_module_were_read() {
        var read =
                CLASSES.stream().collect(Collectors.groupingBy(c -> module(c.getPackageName()), Collectors.counting()));
        MODULES.keySet().forEach(module -> assertThat(read).as("classes read").containsKey(module));
        assertThat(CLASSES.size()).isGreaterThan(1_000);
    }

    /** What the module-info of labels does not export; on the class path nothing else holds it. */
    @Test
    void only_labels_use_the_inside_of_labels() {
        noClasses()
                .that()
                .resideOutsideOfPackage("zhiheng.labels..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "zhiheng.labels.bytes..",
                        "zhiheng.labels.format..",
                        "zhiheng.labels.boxes..",
                        "zhiheng.labels.image..",
                        "zhiheng.labels.film..",
                        "zhiheng.labels.sound..",
                        "zhiheng.labels.document..")
                .check(CLASSES);
    }

    @Test
    void domain_modules_see_no_web_server_no_templates_no_sql_no_command_line_and_no_documents() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "zhiheng.base..",
                        "zhiheng.ledger..",
                        "zhiheng.packs..",
                        "zhiheng.cases..",
                        "zhiheng.labels..",
                        "zhiheng.watch..",
                        "zhiheng.placement..",
                        "zhiheng.office..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "gg.jte..", "java.sql..", "picocli..", "org.apache.poi..")
                .check(CLASSES);
        noClasses() // labels read a sealed PDF and draw the hint, C2PA is read in PDFs; nobody else makes or reads any
                .that()
                .resideInAPackage("zhiheng..")
                .and()
                .resideOutsideOfPackages(
                        "zhiheng.labels.document..",
                        "zhiheng.labels.explicit..",
                        "zhiheng.provenance.c2pa.carrier..",
                        "zhiheng.server..",
                        "zhiheng.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pdfbox..")
                .check(CLASSES);
    }

    /** A room is a folder; what it may import of other rooms stands in its capability's {@code uses}. */
    @Test
    void a_room_imports_the_ground_and_the_rooms_that_it_names() {
        var named = new TreeMap<String, Set<String>>();
        for (var capability : Rooms.capabilities()) {
            named.merge(
                    part(capability.getClass().getPackageName(), "rooms"),
                    capability.uses(),
                    (one, other) -> Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet()));
        }
        var used = arrows(type -> part(type.getPackageName(), "rooms"));
        used.forEach((room, others) -> assertThat(named.getOrDefault(room, Set.of()))
                .as("what %s uses", room)
                .containsAll(others));
        named.forEach((room, others) -> assertThat(used.getOrDefault(room, Set.of()))
                .as("what %s says it uses", room)
                .containsAll(others));
    }

    @Test
    void rooms_form_no_circle() {
        slices().matching("zhiheng.server.rooms.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_parts_of_the_ground_form_no_circle() {
        slices().matching("zhiheng.server.ground.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_ground_knows_no_room_and_a_room_knows_neither_house_nor_command_line() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.server.ground..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.server.rooms..", "zhiheng.server.house..", "zhiheng.server.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("zhiheng.server.rooms..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.server.house..", "zhiheng.server.cli..")
                .check(CLASSES);
    }

    @Test
    void domain_modules_have_no_circles_between_their_packages() {
        for (var module : MODULES.keySet()) {
            if (module.equals("server")) continue; // its rooms are judged above
            slices().matching("zhiheng." + module + "(**)")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true) // a module of one package
                    .check(CLASSES);
        }
    }

    @Test
    void no_room_is_more_than_three_twentieths_of_the_server() throws IOException {
        var lines = new TreeMap<String, Long>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var folder = Path.of("src/main/java/zhiheng/server/rooms");
                var room = file.startsWith(folder)
                        ? folder.relativize(file).getName(0).toString()
                        : "";
                lines.merge(room, (long) Files.readAllLines(file).size(), Long::sum);
            }
        }
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        lines.remove("");
        lines.forEach((room, count) ->
                assertThat(count).as("lines of %s of %s", room, all).isLessThan(all * 3 / 20));
    }

    /** The folder below {@code parent} that a package of the server lies in; "" where it lies elsewhere. */
    private static String part(String packageName, String parent) {
        var start = "zhiheng.server." + parent + ".";
        return packageName.startsWith(start)
                ? packageName.substring(start.length()).split("\\.")[0]
                : "";
    }

    /** Every arrow between packages that begins in a class that {@code slice} names; "" is no slice. */
    private static Map<String, Set<String>> arrows(Function<JavaClass, String> slice) {
        var arrows = new TreeMap<String, Set<String>>();
        for (var type : CLASSES) {
            var from = slice.apply(type);
            for (var use : type.getDirectDependenciesFromSelf()) {
                var to = slice.apply(use.getTargetClass());
                if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
                    arrows.computeIfAbsent(from, f -> new TreeSet<>()).add(to);
                }
            }
        }
        return arrows;
    }

    private static String module(String packageName) {
        var parts = packageName.split("\\.");
        return parts.length > 1 && parts[0].equals("zhiheng") ? parts[1] : "";
    }
}
