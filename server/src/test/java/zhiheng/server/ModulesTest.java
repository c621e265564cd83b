package zhiheng.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The "may use" column of the design, and no framework inside a domain module. */
class ModulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("zhiheng");

    @Test
    void ledger_uses_nothing_of_the_house() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.packs..", "zhiheng.office..", "zhiheng.server..")
                .check(CLASSES);
    }

    @Test
    void packs_uses_nothing_of_the_house() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.packs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.ledger..", "zhiheng.office..", "zhiheng.server..")
                .check(CLASSES);
    }

    @Test
    void labels_uses_nothing_of_the_house() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.labels..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "zhiheng.ledger..",
                        "zhiheng.packs..",
                        "zhiheng.watch..",
                        "zhiheng.gateway..",
                        "zhiheng.office..",
                        "zhiheng.server..")
                .check(CLASSES);
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
    void watch_uses_nothing_of_the_house() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.watch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "zhiheng.ledger..",
                        "zhiheng.packs..",
                        "zhiheng.labels..",
                        "zhiheng.gateway..",
                        "zhiheng.office..",
                        "zhiheng.server..")
                .check(CLASSES);
    }

    @Test
    void gateway_uses_only_labels_and_watch() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.ledger..", "zhiheng.packs..", "zhiheng.office..", "zhiheng.server..")
                .check(CLASSES);
    }

    @Test
    void office_uses_only_packs_and_ledger() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.office..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.labels..", "zhiheng.watch..", "zhiheng.gateway..", "zhiheng.server..")
                .check(CLASSES);
    }

    @Test
    void domain_modules_see_nothing_of_the_server() {
        noClasses()
                .that()
                .resideInAnyPackage(
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

    @Test
    void pages_reach_the_database_only_through_the_office() {
        noClasses()
                .that()
                .resideInAnyPackage("zhiheng.server.web..", "zhiheng.server.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(CLASSES);
    }
}
