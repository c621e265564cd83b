package zhiheng.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("zhiheng.gateway");

    @Test
    void no_two_packages_of_the_gateway_need_each_other() {
        slices().matching("zhiheng.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void permits_decide_without_knowing_inspectors_or_the_wire() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.gateway.permit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "zhiheng.gateway.inspect..",
                        "zhiheng.gateway.wire..",
                        "zhiheng.gateway.upstream..",
                        "zhiheng.gateway.journal..",
                        "io.vertx..")
                .check(CLASSES);
    }
}
