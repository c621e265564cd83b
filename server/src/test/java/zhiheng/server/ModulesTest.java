package zhiheng.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may use whom, as the tables of docs/design.md say it, measured on the compiled classes. */
class ModulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("zhiheng");

    /** The modules, and the modules that each may use. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "base", Set.of(),
            "ledger", Set.of("base"),
            "packs", Set.of("base"),
            "labels", Set.of("base"),
            "watch", Set.of("base"),
            "gateway", Set.of("base", "labels", "watch"),
            "office", Set.of("base", "packs", "ledger"),
            "server", Set.of("base", "ledger", "packs", "labels", "watch", "gateway", "office"));

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
        var read = CLASSES.stream().collect(Collectors.groupingBy(c -> module(c.getPackageName()), Collectors.counting()));
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
                        "zhiheng.labels..",
                        "zhiheng.watch..",
                        "zhiheng.office..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "gg.jte..", "java.sql..", "picocli..", "org.apache.poi..")
                .check(CLASSES);
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
