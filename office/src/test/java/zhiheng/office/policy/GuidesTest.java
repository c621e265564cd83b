package zhiheng.office.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.packs.Facts;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/** Guides over the policies that ship. */
class GuidesTest {
    private static final Path FOLDER = Path.of("../packs/policies");
    private static final LocalDate DAY = LocalDate.parse("2026-11-29");
    private static final PackLibrary LIBRARY = PackLibrary.load(FOLDER);
    private static final Guides GUIDES =
            new Guides(Measures.load(LIBRARY, FOLDER), PackLibrary.load(Path.of("../packs/library"))::calendar);

    private static Guide guide(Map<String, Object> facts) {
        return GUIDES.guide(Facts.of(LIBRARY, facts), DAY);
    }

    private static Guide.Line line(Guide guide, String measure) {
        return guide.lines().stream()
                .filter(l -> l.measure().id().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    private static final Map<String, Object> SELLER =
            Map.of("pay_buyer", "organ", "pay_sme_at_contract", true, "pay_told", true, "pay_late", true);

    @Test
    void support_comes_with_the_answers_that_bring_it_and_with_everything_to_make_use_of_it() {
        var line = line(guide(Map.of("org_kind", "private", "org_needs", List.of("entry"))), "pe-10");
        assertThat(line.verdict()).isEqualTo(Guide.Verdict.HOLDS);
        assertThat(line.because()).extracting("fact").contains("org_kind", "org_needs");
        assertThat(line.measure().kind()).isEqualTo(Measure.Kind.SUPPORT);
        assertThat(line.measure().steps()).isNotEmpty();
        assertThat(line.measure().contact().en()).isNotBlank();
        assertThat(line.measure().meaning().en()).contains("copy of the law");
    }

    @Test
    void what_nobody_answered_is_open_and_not_refused_and_says_which_answer_would_open_it() {
        var line = line(guide(Map.of("org_kind", "private")), "pe-10");
        assertThat(line.verdict()).isEqualTo(Guide.Verdict.OPEN);
        assertThat(line.missing()).containsExactly("org_needs");
        assertThat(line.opens()).containsExactly(new Guide.Opening("org_needs", null, List.of("entry")));
    }

    @Test
    void what_is_refused_says_which_single_answer_stands_in_the_way() {
        var line = line(guide(Map.of("org_kind", "soe", "org_needs", List.of("entry"))), "pe-10");
        assertThat(line.verdict()).isEqualTo(Guide.Verdict.NOT);
        assertThat(line.opens())
                .contains(new Guide.Opening("org_kind", "soe", "private"))
                .allSatisfy(o -> assertThat(o.fact()).isEqualTo("org_kind"));
    }

    @Test
    void a_public_body_pays_thirty_days_after_delivery_and_sixty_at_the_very_latest() {
        var facts = new java.util.TreeMap<>(SELLER);
        facts.put("pay_delivered_on", "2026-03-02");
        var due = line(guide(facts), "pay-9-1").dues().getFirst();
        assertThat(due.day()).isEqualTo("2026-04-01");
        assertThat(due.latest()).isEqualTo("2026-05-01");
    }

    @Test
    void a_complaint_is_handed_over_in_working_days_of_the_state_council_with_worked_weekends() {
        var facts = new java.util.TreeMap<>(SELLER);
        facts.put("pay_contract_between", true);
        facts.put("pay_complaint_accepted_on", "2026-09-18");
        facts.put("pay_complaint_received_on", "2026-10-09");
        var dues = line(guide(facts), "pay-25").dues();
        assertThat(dues.get(0).day()).isEqualTo("2026-10-09");
        assertThat(dues.get(1).day()).isEqualTo("2026-11-08");
        assertThat(dues.get(1).latest()).isEqualTo("2027-01-07");
    }

    @Test
    void a_period_into_a_year_without_a_published_calendar_is_unknown_and_names_the_year() {
        var facts = new java.util.TreeMap<>(SELLER);
        facts.put("pay_contract_between", true);
        facts.put("pay_complaint_accepted_on", "2026-12-30");
        var due = line(guide(facts), "pay-25").dues().getFirst();
        assertThat(due.day()).isNull();
        assertThat(due.unpublished()).isEqualTo(2027);
    }

    @Test
    void a_firm_that_was_small_at_the_contract_is_protected_when_it_is_large() {
        var facts = new java.util.TreeMap<>(SELLER);
        facts.put("org_size", "large");
        assertThat(line(guide(facts), "pay-9-1").verdict()).isEqualTo(Guide.Verdict.HOLDS);
    }

    @Test
    void nobody_knows_whether_the_buyer_was_told_so_the_claim_stays_open() {
        var line = line(guide(Map.of("pay_buyer", "organ", "pay_sme_at_contract", true)), "pay-9-1");
        assertThat(line.verdict()).isEqualTo(Guide.Verdict.OPEN);
        assertThat(line.opens()).containsExactly(new Guide.Opening("pay_told", null, true));
    }

    @Test
    void a_way_that_is_closed_is_told_as_closed() {
        var guide = guide(Map.of("pay_late", true, "pay_contract_between", false));
        assertThat(guide.of(Measure.Kind.CLOSED, Guide.Verdict.HOLDS))
                .extracting(l -> l.measure().id())
                .contains("pay-25-4");
    }

    @Test
    void answers_that_cannot_stand_together_are_told_at_the_question() {
        var facts = Facts.of(LIBRARY, Map.of("org_size", "micro", "org_headcount", 400));
        assertThat(GUIDES.contradictions(facts, DAY))
                .extracting(Guide.Contradiction::fact)
                .containsExactly("org_size");
        assertThat(GUIDES.contradictions(Facts.of(LIBRARY, Map.of("org_size", "micro")), DAY))
                .isEmpty();
    }

    @Test
    void a_rule_that_grants_without_steps_contact_and_source_is_refused_with_its_place(@TempDir Path folder)
            throws Exception {
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve(FOLDER.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var file = folder.resolve("cn-private-economy/measures.yaml");
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf("- rule: pe-76")).replaceFirst("contact:", "kontact:"));
        var library = PackLibrary.load(folder);
        assertThatThrownBy(() -> Measures.load(library, folder))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("measures.yaml:9")
                .hasMessageContaining("did you mean 'contact'");
        Files.writeString(file, text.substring(0, text.indexOf("- rule: pe-76")));
        assertThatThrownBy(() -> Measures.load(library, folder)).hasMessageContaining("pe-76");
    }

    @Test
    void verdicts_alone_agree_with_the_guide_measure_by_measure() {
        var verdicts = GUIDES.verdicts(DAY);
        for (var facts : List.<Map<String, Object>>of(
                SELLER, Map.of(), Map.of("org_kind", "private", "org_size", "small", "org_needs", List.of("entry")))) {
            verdicts.decide(Facts.of(LIBRARY, facts));
            var guide = guide(facts);
            assertThat(guide.lines()).allSatisfy(l -> {
                assertThat(verdicts.holds(l.measure().id())).isEqualTo(l.verdict() == Guide.Verdict.HOLDS);
                assertThat(verdicts.open(l.measure().id())).isEqualTo(l.verdict() == Guide.Verdict.OPEN);
            });
        }
        assertThat(verdicts.holds("no-such-measure")).isFalse();
    }

    private static List<String> found(Measure.Kind kind, String pack, String day, Map<String, String> answers) {
        return new Catalogue(GUIDES)
                .find(new Catalogue.Query(kind, pack, LocalDate.parse(day), answers)).stream()
                        .map(Measure::id)
                        .toList();
    }

    @Test
    void the_catalogue_leaves_out_what_can_never_hold_and_keeps_what_is_open() {
        assertThat(found(null, null, "2026-11-29", Map.of("org_size", "large")))
                .contains("pay-large-pays", "pay-9-1", "ex-large")
                .doesNotContain("pe-20", "ex-voucher");
        assertThat(found(null, null, "2026-11-29", Map.of("org_size", "large", "org_region", "abroad")))
                .doesNotContain("ex-large");
        assertThat(found(Measure.Kind.DUTY, "cn-sme-payments", "2026-11-29", Map.of()))
                .containsExactly("pay-3", "pay-large-pays", "pay-18");
        assertThat(found(null, "example-city-vouchers", "2026-10-31", Map.of())).isEmpty();
        assertThat(found(null, "example-city-vouchers", "2027-06-30", Map.of())).hasSize(3);
        assertThat(found(null, "example-city-vouchers", "2027-07-01", Map.of())).isEmpty();
        assertThat(new Catalogue(GUIDES).facets()).extracting("id").contains("org_size", "org_sector", "org_needs");
    }

    @Test
    void evidence_is_refused_where_somebody_applies_or_where_nobody_is_asked(@TempDir Path folder) throws Exception {
        for (var pack : List.of("shared", "example-city-vouchers")) {
            var to = Files.createDirectories(folder.resolve(pack));
            try (var files = Files.list(FOLDER.resolve(pack))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        var library = PackLibrary.load(folder);
        var file = folder.resolve("example-city-vouchers/measures.yaml");
        var shipped = Files.readString(file);
        Files.writeString(file, shipped.replace("org_filings]", "org_filing]"));
        assertThatThrownBy(() -> Measures.load(library, folder))
                .isInstanceOf(PackException.class)
                .hasMessageContainingAll("measures.yaml:", "org_filings");
        Files.writeString(file, shipped.replace("  applies: quick\n", "  applies: quick\n  evidence: [org_size]\n"));
        assertThatThrownBy(() -> Measures.load(library, folder)).hasMessageContaining("applies: none");
        Files.writeString(file, shipped);
        assertThat(Measures.load(library, folder).find("ex-auto").orElseThrow().evidence())
                .containsExactly("org_region", "org_size", "org_filings");
    }

    private static GuideChange change(Map<String, Object> then, Map<String, Object> now, String day, String measure) {
        var was = Facts.of(LIBRARY, then);
        var is = Facts.of(LIBRARY, now);
        var guide = GUIDES.guide(is, LocalDate.parse(day));
        return GUIDES.changes(guide, is, was, GUIDES.guide(was, DAY).state()).get(measure);
    }

    @Test
    void what_is_no_longer_to_be_had_says_which_answer_changed() {
        var change = change(
                Map.of("org_kind", "private", "org_size", "small", "org_needs", List.of("finance")),
                Map.of(
                        "org_kind",
                        "private",
                        "org_size",
                        "large",
                        "org_needs",
                        List.of("finance"),
                        "org_headcount",
                        900),
                "2026-11-30",
                "pe-20");
        assertThat(change.kind()).isEqualTo(GuideChange.Kind.NO_LONGER);
        assertThat(change.because()).containsExactly(new GuideChange.Answer("org_size", "small", "large"));
    }

    @Test
    void two_answers_that_had_to_change_together_are_both_named() {
        var change = change(
                Map.of("org_kind", "soe", "org_needs", List.of("none")),
                Map.of("org_kind", "private", "org_needs", List.of("entry")),
                "2026-11-30",
                "pe-10");
        assertThat(change.kind()).isEqualTo(GuideChange.Kind.NOW_HOLDS);
        assertThat(change.because()).extracting("fact").containsExactly("org_kind", "org_needs");
    }

    @Test
    void a_measure_whose_time_is_over_ended_on_a_day_and_for_no_answer() {
        Map<String, Object> city =
                Map.of("org_region", "example_city", "org_size", "small", "org_needs", List.of("compute"));
        var change = change(city, city, "2027-07-02", "ex-voucher");
        assertThat(change.kind()).isEqualTo(GuideChange.Kind.ENDED);
        assertThat(change.ended()).isEqualTo("2027-07-01");
        assertThat(change.because()).isEmpty();
    }

    @Test
    void an_open_measure_that_an_answer_rules_out_was_never_lost_and_another_day_is_told_as_one() {
        assertThat(change(Map.of("org_kind", "private"), Map.of("org_kind", "soe"), "2026-11-30", "pe-10")
                        .kind())
                .isEqualTo(GuideChange.Kind.RULED_OUT);
        var before = new java.util.TreeMap<>(SELLER);
        before.put("pay_delivered_on", "2026-03-02");
        var after = new java.util.TreeMap<>(before);
        after.put("pay_delivered_on", "2026-03-05");
        var days = change(before, after, "2026-11-30", "pay-9-1");
        assertThat(days.kind()).isEqualTo(GuideChange.Kind.DAYS);
        assertThat(days.because())
                .containsExactly(new GuideChange.Answer("pay_delivered_on", "2026-03-02", "2026-03-05"));
    }

    @Test
    void what_no_pack_has_any_more_is_gone_and_what_stands_as_it_did_is_not_told() {
        var facts = Facts.of(LIBRARY, SELLER);
        var guide = GUIDES.guide(facts, DAY);
        var stood = new java.util.LinkedHashMap<>(guide.state());
        stood.put("old-1", "HOLDS");
        var changes = GUIDES.changes(guide, facts, facts, stood);
        assertThat(changes).containsOnlyKeys("old-1");
        assertThat(changes.get("old-1").kind()).isEqualTo(GuideChange.Kind.GONE);
    }
}
