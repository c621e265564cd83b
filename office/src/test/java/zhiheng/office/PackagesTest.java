package zhiheng.office;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may use whom among the packages of the office. */
class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("zhiheng.office");

    private static final Map<String, List<String>> MAY_USE = Map.of(
            "people", List.of(),
            "input", List.of(),
            "acts", List.of("people"),
            "registry", List.of("acts", "people", "input"),
            "duties", List.of("registry", "acts", "people", "input"),
            "dossier", List.of("duties", "registry", "acts", "people"),
            "sandbox", List.of("duties"),
            "policy", List.of("input"));

    @Test
    void no_packages_use_each_other_in_a_circle() {
        slices().matching("zhiheng.office.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void each_domain_uses_only_those_that_the_table_names_and_the_modules_below() {
        MAY_USE.forEach((domain, others) -> {
            var allowed = new ArrayList<>(List.of("java..", "org.jspecify..", "zhiheng.base..", "zhiheng.packs.."));
            allowed.add("zhiheng.office." + domain + "..");
            others.forEach(other -> allowed.add("zhiheng.office." + other + ".."));
            if (domain.equals("acts")) {
                allowed.addAll(List.of("zhiheng.ledger..", "tools.jackson.."));
            }
            classes()
                    .that()
                    .resideInAPackage("zhiheng.office." + domain + "..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(CLASSES);
        });
    }
}
