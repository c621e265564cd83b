package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrosswalkTest {
    private static final Path FOLDER = Path.of("library");
    private static final PackLibrary LIBRARY = Shipped.LIBRARY;
    private static final String LINE = "- from: eu-ai-act/EU-50-1\n  is: covers\n"
            + "  to: cn-anthropomorphic-measures/AN-18\n  why: {zh: 理由, en: a reason}\n";

    @TempDir
    Path folder;

    private Crosswalk crosswalk(String text) throws IOException {
        Files.createDirectories(folder.resolve("shared"));
        Files.writeString(folder.resolve("shared/crosswalk.yaml"), text);
        return Crosswalk.of(LIBRARY, folder);
    }

    @Test
    void a_line_names_two_duties_with_their_evidence_and_the_reason() throws IOException {
        var line = crosswalk(LINE).lines().getFirst();
        assertThat(line.from().title().en()).isEqualTo("Tell people that they deal with AI");
        assertThat(line.to().evidence().en()).isEqualTo("Log of reminders");
        assertThat(line.is()).isEqualTo(Crosswalk.Relation.COVERS);
        assertThat(line.why().zh()).isEqualTo("理由");
    }

    @Test
    void a_library_without_the_file_has_none() {
        assertThat(Crosswalk.of(LIBRARY, folder).lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            EU-50-1    | EU-50-11            | no duty 'eu-ai-act/EU-50-11'; did you mean 'eu-ai-act/EU-50-1'?
            covers     | cover               | unknown relation 'cover'; did you mean 'covers'?
            cn-anthropomorphic-measures/AN-18 | eu-ai-act/EU-50-5 | both duties are of the pack 'eu-ai-act'
            ", en: a reason" | ""            | 'en' is missing
            """)
    void a_mistake_is_told_with_its_line(String was, String now, String said) {
        assertThatThrownBy(() -> crosswalk(LINE.replace(was, now)))
                .hasMessageContaining("crosswalk.yaml:")
                .hasMessageContaining(said);
    }

    @Test
    void two_duties_are_compared_once_whichever_comes_first() {
        var back = "- from: cn-anthropomorphic-measures/AN-18\n  is: covers\n  to: eu-ai-act/EU-50-1\n"
                + "  why: {zh: 理由, en: a reason}\n";
        assertThatThrownBy(() -> crosswalk(LINE + LINE)).hasMessageContaining("already compared");
        assertThatThrownBy(() -> crosswalk(LINE + back)).hasMessageContaining("already compared");
    }

    private static final String NONE =
            "- none: [cn-anthropomorphic-measures/AN-19]\n  in: eu-ai-act\n" + "  why: {zh: 没有, en: there is none}\n";

    @Test
    void that_a_duty_has_no_counterpart_is_said_with_its_reason() throws IOException {
        var absence = crosswalk(LINE + NONE).absences().getFirst();
        assertThat(absence.duty().name()).isEqualTo("cn-anthropomorphic-measures/AN-19");
        assertThat(absence.in()).isEqualTo("eu-ai-act");
        assertThat(absence.why().en()).isEqualTo("there is none");
    }

    @Test
    void one_reason_may_hold_for_many_duties_in_many_packs() throws IOException {
        var many = "- none: [eu-ai-act/EU-P-CE, eu-ai-act/EU-P-DOCF]\n  in: [jp-ai-promotion, uk-ai-principles]\n"
                + "  why: {zh: 没有, en: there is none}\n";
        var crosswalk = crosswalk(many);
        assertThat(crosswalk.absences())
                .extracting(a -> a.duty().id() + " " + a.in())
                .containsExactly(
                        "EU-P-CE jp-ai-promotion",
                        "EU-P-CE uk-ai-principles",
                        "EU-P-DOCF jp-ai-promotion",
                        "EU-P-DOCF uk-ai-principles");
        assertThat(crosswalk(Sssom.yaml(crosswalk))).isEqualTo(crosswalk);
        var fewer = new Crosswalk(List.of(), crosswalk.absences().subList(0, 3));
        assertThat(crosswalk(Sssom.yaml(fewer))).isEqualTo(fewer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AN-19         | AN-18                       | this duty has a line to the pack 'eu-ai-act'
            AN-19         | AN-190                      | no duty 'cn-anthropomorphic-measures/AN-190'
            in: eu-ai-act | in: eu-ai-acts              | no pack 'eu-ai-acts'; did you mean 'eu-ai-act'?
            in: eu-ai-act | in: cn-anthropomorphic-measures | the duty is of the pack
            in: eu-ai-act | to: eu-ai-act/EU-50-1       | unknown key 'to'
            """)
    void an_absence_that_a_line_denies_or_that_names_nothing_is_refused(String was, String now, String said) {
        assertThatThrownBy(() -> crosswalk(LINE + NONE.replace(was, now)))
                .hasMessageContaining("crosswalk.yaml:")
                .hasMessageContaining(said);
    }

    @Test
    void most_chinese_duties_have_a_line_to_the_act_or_a_reason_why_there_is_none() {
        var shipped = Crosswalk.of(LIBRARY, FOLDER);
        var duties = Crosswalk.ends(LIBRARY).values();
        var chinese = duties.stream().filter(d -> d.pack().startsWith("cn-")).toList();
        var beside = SideBySide.of(
                shipped,
                duties.stream().filter(d -> d.pack().equals("eu-ai-act")).toList(),
                chinese);
        assertThat(beside.count(SideBySide.Standing.IN_PART) + beside.count(SideBySide.Standing.SERVED))
                .isGreaterThanOrEqualTo(90);
        assertThat(beside.notCompared()).isLessThan(chinese.size() / 7);
    }

    /** What ships: it is checked as it is read. */
    @Test
    void what_ships_joins_laws_and_frameworks_and_goes_through_sssom_and_back() throws IOException {
        var shipped = Crosswalk.of(LIBRARY, FOLDER);
        assertThat(shipped.lines()).hasSizeGreaterThan(120);
        for (var pack : List.of(
                "cn-genai-measures",
                "kr-ai-basic-act",
                "us-co-admt",
                "us-ca-ai-transparency",
                "nist-ai-rmf",
                "iso-42001")) {
            assertThat(shipped.lines())
                    .as(pack)
                    .anySatisfy(line -> assertThat(
                                    List.of(line.from().pack(), line.to().pack()))
                            .contains(pack, "eu-ai-act"));
        }
        assertThat(shipped.lines())
                .anyMatch(line ->
                        line.from().pack().startsWith("cn-") && line.to().pack().startsWith("cn-"));
        var table = Sssom.write(shipped);
        assertThat(Sssom.read(LIBRARY, "table.tsv", table)).isEqualTo(shipped);
        assertThat(crosswalk(Sssom.yaml(shipped))).isEqualTo(shipped);
    }

    @Test
    void sssom_has_curies_predicates_and_a_map_of_prefixes() throws IOException {
        assertThat(Sssom.write(crosswalk(LINE + NONE)))
                .contains("cn-anthropomorphic-measures:AN-19\t")
                .contains("\tskos:relatedMatch\tsssom:NoTermFound\t\tsemapv:ManualMappingCuration\tpack:eu-ai-act\t")
                .contains("#  eu-ai-act: urn:zhiheng:duty:eu-ai-act:\n")
                .contains("eu-ai-act:EU-50-1\tTell people that they deal with AI\tskos:narrowMatch\t"
                        + "cn-anthropomorphic-measures:AN-18\t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            comment                | remark               | table.tsv:1: the column 'comment' is missing
            skos:exactMatch        | skos:closeMatch      | table.tsv:2: unknown predicate 'skos:closeMatch'
            eu-ai-act:EU-50-1      | eu-ai-act:EU-50-0    | table.tsv:2: unknown duty 'eu-ai-act/EU-50-0'
            same thing             | ''                   | table.tsv:2: 'comment' is missing
            """)
    void a_table_of_others_is_checked(String was, String now, String said) {
        var table = "subject_id\tpredicate_id\tobject_id\tcomment\n"
                + "eu-ai-act:EU-50-1\tskos:exactMatch\tcn-anthropomorphic-measures:AN-18\tsame thing\n";
        assertThat(Sssom.read(LIBRARY, "table.tsv", table)
                        .lines()
                        .getFirst()
                        .why()
                        .zh())
                .isEqualTo("same thing");
        assertThatThrownBy(() -> Sssom.read(LIBRARY, "table.tsv", table.replace(was, now)))
                .hasMessageContaining(said);
    }
}
