package zhiheng.labels;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The packages stand on each other in one direction, and only the face is seen from outside. */
class WallsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("zhiheng.labels");

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith("zhiheng.labels")
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of labels";
        }
    };

    @Test
    void packages_have_no_import_circle() {
        slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void families_of_formats_know_nothing_of_each_other() {
        String[] families = {"image", "film", "sound", "document"};
        for (String one : families) {
            for (String other : families) {
                if (!one.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("zhiheng.labels." + one)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("zhiheng.labels." + other)
                            .check(CLASSES);
                }
            }
        }
    }

    @Test
    void bytes_know_nothing_of_labels() {
        noClasses()
                .that()
                .resideInAPackage("zhiheng.labels.bytes")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("zhiheng.labels", "zhiheng.labels.label", "zhiheng.labels.format")
                .check(CLASSES);
    }

    @Test
    void the_module_exports_the_face_the_label_and_the_explicit_label() throws Exception {
        Path classes = Path.of(
                Labels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            assertThat(ModuleDescriptor.read(in).exports())
                    .extracting(ModuleDescriptor.Exports::source)
                    .containsExactlyInAnyOrder("zhiheng.labels", "zhiheng.labels.label", "zhiheng.labels.explicit");
        }
    }
}
