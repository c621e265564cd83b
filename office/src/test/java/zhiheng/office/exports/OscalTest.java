package zhiheng.office.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import gov.nist.secauto.metaschema.core.metapath.item.node.INodeItem;
import gov.nist.secauto.oscal.lib.model.AssessmentResults;
import gov.nist.secauto.oscal.lib.model.Catalog;
import gov.nist.secauto.oscal.lib.model.ComponentDefinition;
import gov.nist.secauto.oscal.lib.model.Control;
import gov.nist.secauto.oscal.lib.model.PlanOfActionAndMilestones;
import gov.nist.secauto.oscal.lib.model.Profile;
import gov.nist.secauto.oscal.lib.profile.resolver.ProfileResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.registry.DutyState;
import zhiheng.office.testing.TestOffice;
import zhiheng.packs.Facts;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;

class OscalTest {
    private static final PackLibrary SHIPPED = PackLibrary.load(Path.of("../packs/library"));

    @TempDir
    Path folder;

    static Stream<String> packs() {
        return SHIPPED.packs().stream().map(Pack::id);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void every_pack_is_a_catalog_with_a_control_for_each_duty(String id) {
        for (var language : List.of("zh", "en")) {
            var catalog = OscalJudge.accepted(OscalKind.CATALOG, Catalog.class, catalog(SHIPPED, id, language));
            var controls = controls(catalog);
            var titles = SHIPPED.provisions(id).stream()
                    .map(p -> Plain.line(p.title().in(language)))
                    .distinct()
                    .toList();
            assertThat(controls).hasSizeGreaterThan(0);
            assertThat(controls.stream().map(c -> c.getTitle().toText())).containsAll(titles);
            assertThat(controls.stream().map(Control::getId))
                    .containsExactlyInAnyOrderElementsOf(SHIPPED.provisions(id).stream()
                            .map(p -> p.duty())
                            .distinct()
                            .toList());
        }
    }

    @Test
    void the_profile_of_a_system_resolves_to_the_controls_of_the_duties_that_bind_it() throws Exception {
        var facts = Facts.of(
                SHIPPED,
                Map.of(
                        "infers", true,
                        "generates", List.of("text"),
                        "cn_public_in_prc", true,
                        "cn_roles", List.of("provider"),
                        "interacts_with_people", true));
        var finding = SHIPPED.evaluate(facts, LocalDate.parse("2026-12-01"));
        var oscal = new Oscal(SHIPPED, new Manner("en"));
        var json = Oscal.json(oscal.profile("", "Chat", finding));
        for (var pack : SHIPPED.packs()) {
            Files.writeString(folder.resolve(OscalKind.CATALOG.file(pack.id())), Oscal.json(oscal.catalog(pack)));
        }
        var file = Files.writeString(folder.resolve("chat.profile.json"), json);
        OscalJudge.bySchemaAlone(OscalKind.PROFILE, Profile.class, json);
        var resolved = new ProfileResolver().resolve(file);
        var wanted = finding.duties().stream()
                .filter(d -> !d.upcoming())
                .map(d -> d.id())
                .distinct()
                .toList();
        assertThat(wanted).hasSizeGreaterThan(5);
        assertThat(controls((Catalog) INodeItem.toValue(resolved)).stream().map(Control::getId))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void what_is_done_and_what_is_not_is_read_back_from_three_documents() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            test.link(id, "T-SOFT", null);
            test.office().duties().set(test.provider, id, "T-SOFT", DutyState.MET, "Li Wei", "person-1", null, "", 0);
            test.office().duties().set(test.provider, id, "T-FIRM", DutyState.GAP, "", null, "Li Wei left", 0);
            var oscal = new Oscal(test.library(), new Manner("zh"));
            var dossier =
                    test.office().dossiers().of(test.provider, id, test.office().days());

            var components = OscalJudge.accepted(
                    OscalKind.COMPONENTS,
                    ComponentDefinition.class,
                    Oscal.json(oscal.components(dossier, List.of(new Enforced("T-SOFT", "labels.text", 3)))));
            assertThat(components.getComponents()).hasSize(2);
            var met = components
                    .getComponents()
                    .getFirst()
                    .getControlImplementations()
                    .getFirst()
                    .getImplementedRequirements();
            assertThat(met).singleElement().satisfies(r -> {
                assertThat(r.getControlId()).isEqualTo("T-SOFT");
                assertThat(r.getLinks()).hasSize(1);
            });

            // Its constraints want the assessment plan, and a dossier has none.
            var results = OscalJudge.bySchemaAlone(
                    OscalKind.RESULTS, AssessmentResults.class, Oscal.json(oscal.results(dossier)));
            assertThat(results.getResults().getFirst().getFindings())
                    .extracting(f -> f.getTarget().getTargetId() + " "
                            + f.getTarget().getStatus().getState())
                    .containsExactlyInAnyOrder("T-FIRM_smt not-satisfied", "T-SOFT_smt satisfied");

            var plan = OscalJudge.accepted(
                    OscalKind.PLAN, PlanOfActionAndMilestones.class, Oscal.json(oscal.plan(dossier)));
            assertThat(plan.getPoamItems())
                    .extracting(i -> i.getTitle().toText())
                    .contains("义务T-FIRM");
            assertThat(plan.getRisks().getFirst().getDeadline()).isNotNull();
        }
    }

    @Test
    void the_same_state_gives_the_same_bytes_and_another_state_another_uuid() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            var first = plan(test, id, new Manner("en"));
            assertThat(plan(test, id, new Manner("en"))).isEqualTo(first);
            test.office().duties().set(test.provider, id, "T-FIRM", DutyState.GAP, "", null, "", 0);
            assertThat(uuid(plan(test, id, new Manner("en")))).isNotEqualTo(uuid(first));
        }
    }

    @Test
    void people_go_along_by_id_alone_until_their_names_are_asked_for() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            test.link(id, "T-SOFT", null);
            test.office().duties().set(test.provider, id, "T-FIRM", DutyState.GAP, "Li Wei", "p-1", null, "", 0);
            var bare = plan(test, id, new Manner("en"));
            assertThat(bare).contains("p-1").doesNotContain("Li Wei", "Zhang San");
            var named = plan(test, id, new Manner("en", true, Map.of("p-1", "Zhang San")));
            assertThat(named).contains("Li Wei", "Zhang San");
            OscalJudge.accepted(OscalKind.PLAN, PlanOfActionAndMilestones.class, named);
            var dossier =
                    test.office().dossiers().of(test.provider, id, test.office().days());
            var oscal = new Oscal(test.library(), new Manner("en"));
            assertThat(Oscal.json(oscal.components(dossier, List.of()))).doesNotContain("example.org", "Report");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quoted\" 'single' \\ back",
                "a*b* _c_ `d` [l](http://x) <b>bold</b> &amp; ~s~ ^u^ {{ insert: param, p }}",
                "1. not a list",
                "# not a heading",
                "tab\tand\nline\u0085end\u2028",
                "\u202Eעברית العربية\u202C",
                "智衡\uD83D\uDE00",
                "half \uD83D character"
            })
    void a_strange_name_is_read_back_as_it_is(String name) {
        try (var test = new TestOffice(folder)) {
            var id = test.office()
                    .registry()
                    .register(
                            test.provider,
                            test.org.id(),
                            name,
                            name,
                            name,
                            Map.of("infers", true, "uses", List.of("chat")))
                    .id();
            test.link(id, "T-SOFT", null);
            var dossier =
                    test.office().dossiers().of(test.provider, id, test.office().days());
            var oscal = new Oscal(test.library(), new Manner("en"));
            var read = OscalJudge.accepted(
                    OscalKind.COMPONENTS, ComponentDefinition.class, Oscal.json(oscal.components(dossier, List.of())));
            var component = read.getComponents().getFirst();
            assertThat(shown(component.getTitle().toHtml())).isEqualTo(Plain.line(name));
            assertThat(shown(component.getDescription().toHtml())).isEqualTo(Plain.line(name));
        }
    }

    /** What a reader sees of the HTML. */
    private static String shown(String html) {
        return Jsoup.parse(html).wholeText().strip();
    }

    private static String plan(TestOffice test, String id, Manner manner) {
        var dossier =
                test.office().dossiers().of(test.provider, id, test.office().days());
        return Oscal.json(new Oscal(test.library(), manner).plan(dossier));
    }

    private static String uuid(String json) {
        return json.replaceFirst("^.*?\"uuid\":\"([^\"]*)\".*$", "$1");
    }

    private static String catalog(PackLibrary library, String id, String language) {
        var pack = library.packs().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow();
        return Oscal.json(new Oscal(library, new Manner(language)).catalog(pack));
    }

    private static List<Control> controls(Catalog catalog) {
        var all = new ArrayList<Control>();
        if (catalog.getControls() != null) {
            all.addAll(catalog.getControls());
        }
        if (catalog.getGroups() != null) {
            catalog.getGroups().stream().filter(g -> g.getControls() != null).forEach(g -> all.addAll(g.getControls()));
        }
        return all;
    }

    @Test
    void a_system_without_duties_has_no_profile() {
        var finding = SHIPPED.evaluate(Facts.of(SHIPPED, Map.of("infers", false)), LocalDate.parse("2020-12-01"));
        refused(Kind.CONFLICT, () -> new Oscal(SHIPPED, new Manner("en")).profile("", "Nothing", finding));
    }
}
