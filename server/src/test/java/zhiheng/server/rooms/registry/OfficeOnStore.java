package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.base.Refusal.Kind;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.acts.Act;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.ComingTier;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.review.HeldChecks;
import zhiheng.server.rooms.traffic.CallChecks;
import zhiheng.server.testing.TwoZones;

/** The office's behaviour, the same on every database. */
public abstract class OfficeOnStore {
    @TempDir
    public Path folder;

    public final MovableClock clock = new MovableClock();
    public final Actor admin = new Actor("a", "none", Role.ADMINISTRATOR);
    public Db db;
    public JdbcOfficeStore store;
    public Ledger ledger;
    public Office office;
    public Org org;
    public Actor provider;

    public abstract Db open() throws Exception;

    @BeforeEach
    public void start() throws Exception {
        db = open();
        store = new JdbcOfficeStore(db);
        ledger = Ledger.open(folder.resolve("ledger"), "test.example/log");
        office = office();
        org = office.orgs().create(admin, Org.Kind.PROVIDER, "Acme");
        provider = new Actor("p", org.id(), Role.PROVIDER);
    }

    public Office office() {
        return office(Path.of("src/test/resources/library"));
    }

    private Office office(Path packs) {
        var library = PackLibrary.load(packs);
        return new Office(library, store, ledger, new EvidenceFiles(folder.resolve("evidence")), clock);
    }

    @AfterEach
    public void stop() {
        ledger.close();
        db.close();
    }

    public String register(String name, String use) {
        return office.registry()
                .register(provider, org.id(), name, "", "", Map.of("infers", true, "uses", List.of(use)))
                .id();
    }

    public DutyState state(String id, String duty) {
        return office.dossiers().of(provider, id, office.today()).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst()
                .orElseThrow()
                .state();
    }

    public void link(String id, String duty, String expires) {
        office.evidence()
                .add(provider, id, duty, "Report", "https://example.org/r", null, null, LocalDate.parse(expires));
    }

    public static void refused(Kind kind, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    public void a_system_is_listed_found_and_counted_by_its_tier() {
        var id = register("Résumé 筛选 Filter_1", "hiring");
        register("Chat", "chat");
        assertThat(find("筛选", null)).containsExactly(id);
        assertThat(find("FILTER_1", null)).containsExactly(id);
        assertThat(find("filterx1", null)).isEmpty();
        assertThat(find(null, "high")).containsExactly(id);
        var counts = office.registry().counts(admin, new SystemQuery(null, null, null, null, null, 1));
        assertThat(counts.total()).isEqualTo(2);
        assertThat(counts.byTier()).isEqualTo(Map.of("testlaw", Map.of("high", 1L, "low", 1L)));
        assertThat(counts.byOrg()).isEqualTo(Map.of(org.id(), 2L));
    }

    @Test
    public void a_search_finds_parts_of_words_across_scripts_and_nothing_else() {
        var id = register("Résumé-Filter 简历自动筛选v2", "hiring");
        register("Filterless 简单筛子", "chat");
        for (var text : List.of("sumé-fil", "历自动筛", "筛选v", "V2", "选", "résumé 筛选", "简历，filter")) {
            assertThat(find(text, null)).as(text).containsExactly(id);
            assertThat(find(text, "high")).as(text).containsExactly(id);
            assertThat(find(text, "low")).as(text).isEmpty();
        }
        for (var text : List.of("resume", "筛历", "filter-résumé", "résumé filterless", "%", "r%m", "v3")) {
            assertThat(find(text, null)).as(text).isEmpty();
        }
        assertThat(find("-", null)).containsExactly(id);
        assertThat(find("filter", null)).hasSize(2);
    }

    @Test
    public void a_system_put_aside_is_in_no_list_and_count_that_does_not_ask() {
        var id = register("Hire", "hiring");
        var kept = register("Hire too", "hiring");
        office.archives().merge(admin, id, 1, kept);
        assertThat(find(null, null)).containsExactly(kept);
        assertThat(find(null, "high")).containsExactly(kept);
        assertThat(office.registry()
                        .counts(admin, new SystemQuery(null, null, null, null, null, 1))
                        .byTier())
                .isEqualTo(Map.of("testlaw", Map.of("high", 1L)));
        assertThat(office.registry().overview(admin, 9).getFirst().systems()).isEqualTo(1);
        assertThat(office.archives().mergedInto(admin, kept)).hasSize(1);
        var aside = new SystemQuery(null, null, null, null, true, SystemQuery.Sort.UPDATED, null, 9);
        assertThat(office.registry().systems(admin, aside).items()).hasSize(1);
        office.archives().unarchive(admin, id, 2);
        assertThat(find(null, "high")).containsExactlyInAnyOrder(id, kept);
    }

    @Test
    public void every_order_of_the_registry_pages_without_a_gap_or_a_repetition() {
        for (var i = 0; i < 7; i++) {
            register(i % 2 == 0 ? "Same name" : "Name " + i, i % 3 == 0 ? "chat" : "hiring");
        }
        for (var sort : SystemQuery.Sort.values()) {
            var seen = new ArrayList<String>();
            var names = new ArrayList<String>();
            String cursor = null;
            do {
                var page = office.registry()
                        .systems(admin, new SystemQuery(null, null, null, null, false, sort, cursor, 2));
                page.items().forEach(row -> {
                    seen.add(row.id());
                    names.add(row.name());
                });
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).as(sort.name()).hasSize(7).doesNotHaveDuplicates();
            if (sort == SystemQuery.Sort.NAME) {
                assertThat(names).startsWith("Name 1", "Name 3", "Name 5").endsWith("Same name");
            }
        }
    }

    @Test
    public void counts_are_of_the_systems_that_the_list_shows() {
        for (var i = 0; i < 3; i++) {
            register("Hire " + i, "hiring");
        }
        register("Chat", "chat");
        var high = office.registry().counts(admin, new SystemQuery(null, null, "testlaw", "high", null, 1));
        assertThat(high.total()).isEqualTo(3);
        assertThat(high.byTier()).isEqualTo(Map.of("testlaw", Map.of("high", 3L)));
        assertThat(office.registry()
                        .counts(admin, new SystemQuery("hat", null, null, null, null, 1))
                        .byTier())
                .isEqualTo(Map.of("testlaw", Map.of("low", 1L)));
        assertThat(office.registry()
                        .counts(admin, new SystemQuery("hire", null, "testlaw", "low", null, 1))
                        .total())
                .isZero();
        var other = new Actor("q", "other", Role.PROVIDER);
        assertThat(office.registry()
                        .counts(other, new SystemQuery("hire", org.id(), null, null, null, 1))
                        .total())
                .isZero();
    }

    @Test
    public void a_system_is_found_by_its_new_name_and_no_longer_by_its_old() {
        var id = register("Oldname", "hiring");
        office.registry().rename(provider, id, 1, "Newname", "", "");
        assertThat(find("newname", null)).containsExactly(id);
        assertThat(find("oldname", null)).isEmpty();
    }

    public List<String> find(String text, String tier) {
        var query = new SystemQuery(text, null, tier == null ? null : "testlaw", tier, null, 10);
        return office.registry().systems(admin, query).items().stream()
                .map(row -> row.id())
                .toList();
    }

    @Test
    public void pages_together_hold_every_system_once() {
        for (var i = 0; i < 7; i++) {
            register("S" + i, "hiring");
        }
        for (var pack : new String[] {null, "testlaw"}) {
            var seen = new java.util.ArrayList<String>();
            String cursor = null;
            do {
                var query = new SystemQuery(null, null, pack, pack == null ? null : "high", cursor, 3);
                var page = office.registry().systems(provider, query);
                page.items().forEach(row -> seen.add(row.name()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).containsExactly("S6", "S5", "S4", "S3", "S2", "S1", "S0");
        }
    }

    @Test
    public void a_change_of_facts_tells_what_it_altered_and_a_stale_version_is_refused() {
        var id = register("S", "hiring");
        var after = office.registry().setFacts(provider, id, 1, Map.of("uses", List.of("chat")));
        assertThat(after.version()).isEqualTo(2);
        assertThat(find(null, "low")).containsExactly(id);
        assertThat(find(null, "high")).isEmpty();
        var change = office.registry().lastChange(provider, id).orElseThrow();
        assertThat(change.before()).isEqualTo(Map.of("uses", List.of("hiring")));
        assertThat(change.diff().lost()).extracting(o -> o.tier()).containsExactly("high");
        refused(Kind.CONFLICT, () -> office.registry().setFacts(provider, id, 1, Map.of("uses", List.of())));
        refused(Kind.INVALID, () -> office.registry().setFacts(provider, id, 2, Map.of("usess", List.of())));
    }

    @Test
    public void a_duty_is_met_only_while_its_evidence_lasts_then_a_gap_then_overdue() {
        var id = register("S", "hiring");
        refused(Kind.INVALID, () -> office.duties().set(provider, id, "T-FIRM", DutyState.MET, "", null, "", 0));
        link(id, "T-FIRM", "2026-05-10");
        office.duties().set(provider, id, "T-FIRM", DutyState.MET, "Li", null, "", 0);
        clock.day("2026-05-10");
        assertThat(state(id, "T-FIRM")).isEqualTo(DutyState.MET);
        clock.day("2026-05-11");
        assertThat(state(id, "T-FIRM")).isEqualTo(DutyState.GAP);
        clock.day("2026-06-02");
        assertThat(state(id, "T-FIRM")).isEqualTo(DutyState.OVERDUE);
        assertThat(office.refresh()).isEqualTo(1);
        assertThat(office.registry()
                        .systems(admin, new SystemQuery(null, null, null, null, null, 1))
                        .items()
                        .getFirst()
                        .overdue())
                .isEqualTo(1);
    }

    @Test
    public void only_an_authority_exempts_and_only_what_is_waivable_and_only_until_a_day() {
        var id = register("S", "hiring");
        var until = LocalDate.parse("2026-05-20");
        refused(
                Kind.FORBIDDEN,
                () -> office.duties().set(provider, id, "T-SOFT", DutyState.EXEMPTED, "", until, "test", 0));
        assertThatThrownBy(() -> office.duties().set(admin, id, "T-FIRM", DutyState.EXEMPTED, "", until, "test", 0))
                .hasMessageContaining("Article 3");
        refused(Kind.INVALID, () -> office.duties().set(admin, id, "T-SOFT", DutyState.EXEMPTED, "", null, "test", 0));
        office.duties().set(admin, id, "T-SOFT", DutyState.EXEMPTED, "", until, "sandbox", 0);
        assertThat(state(id, "T-SOFT")).isEqualTo(DutyState.EXEMPTED);
        clock.day("2026-05-21");
        assertThat(state(id, "T-SOFT")).isEqualTo(DutyState.NOT_ASSESSED);
        refused(
                Kind.INVALID,
                () -> office.duties().set(admin, id, "T-SOFT", DutyState.NOT_APPLICABLE, "", null, " ", 1));
        refused(Kind.INVALID, () -> office.duties().set(admin, id, "T-SOFT", DutyState.OVERDUE, "", null, "", 1));
    }

    @Test
    public void others_systems_do_not_exist_for_a_provider_and_an_auditor_changes_nothing() throws Exception {
        var id = register("S", "hiring");
        var content = new ByteArrayInputStream("proof".getBytes(StandardCharsets.UTF_8));
        var evidence = office.evidence().add(provider, id, "T-FIRM", "File", null, "../../etc/p.pdf", content, null);
        assertThat(evidence.fileName()).isEqualTo("p.pdf");
        var other = new Actor("q", "other", Role.PROVIDER);
        refused(Kind.NOT_FOUND, () -> office.dossiers().of(other, id, office.today()));
        refused(Kind.NOT_FOUND, () -> office.registry().setFacts(other, id, 1, Map.of()));
        refused(Kind.NOT_FOUND, () -> office.evidence().content(other, evidence.id()));
        refused(Kind.NOT_FOUND, () -> office.registry().register(other, org.id(), "X", "", "", Map.of()));
        assertThat(office.registry().mayRead(other, evidence.ledgerIndex())).isFalse();
        assertThat(office.registry().mayRead(provider, evidence.ledgerIndex())).isTrue();
        assertThat(office.registry()
                        .systems(other, new SystemQuery(null, null, null, null, null, 9))
                        .items())
                .isEmpty();
        var auditor = new Actor("u", "other", Role.AUDITOR);
        try (var in = office.evidence().content(auditor, evidence.id())) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("proof");
        }
        refused(Kind.FORBIDDEN, () -> office.duties().set(auditor, id, "T-FIRM", DutyState.PLANNED, "", null, "", 0));
        refused(Kind.FORBIDDEN, () -> office.orgs().create(provider, Org.Kind.PROVIDER, "Mine"));
    }

    @Test
    public void the_same_evidence_sent_twice_is_kept_once() {
        var id = register("S", "hiring");
        link(id, "T-FIRM", "2026-05-10");
        var size = ledger.size();
        link(id, "T-FIRM", "2026-05-10");
        assertThat(ledger.size()).isEqualTo(size);
    }

    @Test
    public void every_change_is_in_the_ledger_and_in_the_dossiers_history() {
        var id = register("S", "hiring");
        office.duties().set(provider, id, "T-SOFT", DutyState.IN_PROGRESS, "Li Ming", null, "Li Ming does it", 0);
        var history = office.dossiers().of(provider, id, office.today()).history();
        assertThat(history).extracting(a -> a.act()).containsExactly("system.registered", "duty.set");
        var entry = ledger.entry(history.get(1).ledgerIndex());
        assertThat(entry.subject()).isEqualTo(id);
        assertThat(entry.bodyJson()).contains("IN_PROGRESS").doesNotContain("Li Ming");
    }

    @Test
    public void after_a_crash_the_outbox_is_emptied_without_doubles() {
        var before = ledger.size();
        // Crash one: committed, not appended. Crash two: appended, index not stored.
        var lost = act("1");
        var half = act("2");
        store.write(tx -> {
            store.in(tx).addAct(lost);
            store.in(tx).addAct(half);
            return 0;
        });
        ledger.append(new zhiheng.ledger.Entry(half.time(), "p", half.name(), "s", "", half.body()));
        assertThat(office().recover()).isEqualTo(2);
        assertThat(ledger.size()).isEqualTo(before + 2);
        assertThat(ledger.entry(before + 1).bodyJson()).isEqualTo(lost.body());
        assertThat(office().recover()).isZero();
    }

    private Act act(String n) {
        var id = n + UUID.randomUUID();
        return new Act(id, clock.instant(), "p", "test", "s", "", "", "{\"act\":\"" + id + "\"}", ledger.size());
    }

    @Test
    public void what_the_law_changes_is_found_between_two_days() {
        var id = register("Chat", "chat");
        register("Hire", "hiring");
        var page = office.lawChanges()
                .between(admin, LocalDate.parse("2029-12-31"), LocalDate.parse("2030-01-01"), null, 10);
        assertThat(page.items()).extracting(d -> d.systemId()).containsExactly(id);
    }

    @Test
    public void calls_are_found_by_any_two_properties_as_if_each_had_been_read() {
        new CallChecks(db).searchesFindWhatReadingFinds();
    }

    @Test
    public void calls_read_in_order_carry_all_that_a_preview_and_the_counters_ask_for() {
        new CallChecks(db).readingInOrderGivesWhatAPreviewNeeds();
    }

    @Test
    public void names_to_choose_from_are_those_that_were_counted_the_most_frequent_first() {
        new CallChecks(db).namesAreThoseCountedTheMostFrequentFirst();
    }

    @Test
    public void traffic_counts_every_call_once_and_a_drawing_forgets_no_minute() {
        new CallChecks(db).trafficCountsEachCall();
    }

    @Test
    public void a_held_call_is_decided_once_fetched_once_and_its_content_then_gone() {
        new HeldChecks(db, store).aHeldCall_isDecidedOnce_fetchedOnce_andItsContentThenGone();
    }

    @Test
    public void what_nobody_decides_in_time_lapses() {
        new HeldChecks(db, store).whatNobodyDecidesInTime_lapses();
    }

    @Test
    public void a_kept_content_is_there_with_its_record_and_forgotten_with_its_time() {
        new HeldChecks(db, store).aKeptContent_isThereWithItsRecord_andForgottenWithItsTime();
    }

    @Test
    public void of_two_who_change_the_same_duty_the_second_is_told() {
        var id = register("S", "hiring");
        office.duties().set(provider, id, "T-SOFT", DutyState.IN_PROGRESS, "Legal", null, "", 0);
        refused(Kind.CONFLICT, () -> office.duties().set(provider, id, "T-SOFT", DutyState.PLANNED, "HR", null, "", 0));
        assertThat(state(id, "T-SOFT")).isEqualTo(DutyState.IN_PROGRESS);
        office.duties().set(provider, id, "T-SOFT", DutyState.PLANNED, "HR", null, "", 1);
        refused(
                Kind.CONFLICT,
                () -> office.duties().set(provider, id, "T-SOFT", DutyState.IN_PROGRESS, "HR", null, "", 1));
    }

    @Test
    public void an_event_starts_a_period_and_is_settled() {
        var id = register("S", "chat");
        var happened = clock.instant().minus(java.time.Duration.ofDays(3));
        var event = office.events().record(provider, id, "incident", happened, "seen");
        assertThat(office.events().of(provider, id)).containsExactly(event);
        var row = office.registry()
                .systems(admin, new SystemQuery(null, null, null, null, null, 1))
                .items()
                .getFirst();
        assertThat(row.next())
                .isEqualTo(new Summary.Next(
                        "T-REPORT",
                        "testlaw",
                        happened.atZone(java.time.ZoneId.of("Asia/Shanghai"))
                                .toLocalDate()
                                .plusDays(15)));
        office.events().settle(provider, id, event.id(), "T-REPORT");
        office.events().settle(provider, id, event.id(), "T-REPORT");
        var duty = office.dossiers().of(provider, id, office.today()).duties().stream()
                .filter(d -> d.duty().id().equals("T-REPORT"))
                .findFirst()
                .orElseThrow();
        assertThat(duty.due()).isNull();
        assertThat(duty.occurrences())
                .singleElement()
                .satisfies(o -> assertThat(o.done()).isEqualTo(office.today()));
    }

    /** What is to come is found by its filter and counted beside what is in force. */
    @Test
    public void a_tier_to_come_is_listed_filtered_and_counted() {
        var id = register("S", "chat");
        assertThat(find(null, "mid")).containsExactly(id);
        var counts = office.registry().counts(admin, new SystemQuery(null, null, null, null, null, 1));
        assertThat(counts.byTier().get("testlaw")).isEqualTo(Map.of("low", 1L));
        assertThat(counts.comingByTier().get("testlaw")).isEqualTo(Map.of("mid", 1L));
        var row = office.registry()
                .systems(admin, new SystemQuery(null, null, "testlaw", "mid", null, 1))
                .items()
                .getFirst();
        assertThat(row.tierByPack()).isEqualTo(Map.of("testlaw", "low"));
        assertThat(row.comingByPack())
                .isEqualTo(Map.of("testlaw", new Summary.Coming("mid", LocalDate.parse("2030-01-01"))));
    }

    /** Duties of all systems by their day, in parts, and what they add up to. */
    @Test
    public void duties_of_all_systems_are_listed_by_their_day_and_counted() {
        var hire = register("Hire", "hiring");
        var chat = register("Chat", "chat");
        var before = LegalDays.on(LocalDate.parse("2026-07-01"));
        var first = office.duties().list(provider, DutyQuery.dueBefore(before, 1));
        assertThat(first.items()).extracting(r -> r.line().duty()).containsExactly("T-FIRM");
        var rest = office.duties().list(provider, next(first.next(), before));
        assertThat(rest.next()).isNull();
        assertThat(java.util.stream.Stream.concat(first.items().stream(), rest.items().stream()))
                .extracting(r -> r.systemId())
                .containsExactlyInAnyOrder(hire, chat);
        assertThat(office.duties().count(provider, DutyQuery.dueBefore(before, 9), 100))
                .isEqualTo(2);
        assertThat(office.duties().count(new Actor("q", "other", Role.PROVIDER), DutyQuery.dueBefore(before, 9), 100))
                .isZero();
        var one = office.registry().overview(admin, 10);
        assertThat(one).singleElement().satisfies(o -> {
            assertThat(o.systems()).isEqualTo(2);
            assertThat(o.overdue()).isZero();
            assertThat(o.unassessed()).isEqualTo(5);
            assertThat(o.nextDue()).isEqualTo("2026-06-01");
        });
        assertThat(office.registry().comingTiers(admin))
                .containsExactly(new ComingTier(LocalDate.parse("2030-01-01"), "testlaw", "mid", 1));
        assertThat(office.registry().comingTiers(new Actor("q", "other", Role.PROVIDER)))
                .isEmpty();
        assertThat(office.registry().latest(admin, 1))
                .singleElement()
                .satisfies(row -> assertThat(row.act().systemId()).isEqualTo(chat));
    }

    @Test
    public void the_sums_of_an_organisation_are_those_of_a_store_that_remembers_nothing_after_every_change() {
        var other = office.orgs().create(admin, Org.Kind.PROVIDER, "Other");
        var changes = new ArrayList<Runnable>();
        var ids = new ArrayList<String>();
        changes.add(() -> ids.add(register("Hire", "hiring")));
        changes.add(() -> ids.add(register("Chat", "chat")));
        changes.add(() -> office.registry()
                .register(admin, other.id(), "Theirs", "", "", Map.of("infers", true, "uses", List.of("chat"))));
        changes.add(() -> office.registry().setFacts(provider, ids.getFirst(), 1, Map.of("infers", false)));
        changes.add(() -> office.registry()
                .setFacts(provider, ids.getFirst(), 2, Map.of("infers", true, "uses", List.of("hiring"))));
        changes.add(() -> link(ids.getFirst(), "T-SOFT", "2027-01-01"));
        changes.add(() -> office.archives().archive(provider, ids.getLast(), 1));
        changes.add(() -> office.archives().unarchive(provider, ids.getLast(), 2));
        changes.add(() -> office.archives().merge(admin, ids.getFirst(), 3, ids.getLast()));
        changes.add(() -> clock.pass(Duration.ofDays(400)));
        changes.add(() -> office.refresh());
        for (var change : changes) {
            change.run();
            for (var only : Arrays.asList(null, org.id(), other.id(), "nobody")) {
                assertThat(sums(store, only)).isEqualTo(sums(new JdbcOfficeStore(db), only));
            }
        }
        assertThat(sums(store, null)).hasSizeGreaterThan(2);
    }

    private static List<Object> sums(JdbcOfficeStore of, @Nullable String only) {
        return of.read(tx -> {
            var all = new ArrayList<Object>(of.in(tx).overview(only, 10));
            all.addAll(of.in(tx).comingTiers(only));
            return all;
        });
    }

    @Test
    public void who_adds_up_what_it_saw_before_a_change_does_not_hide_the_change_from_the_next() throws Exception {
        register("Hire", "hiring");
        store.read(tx -> {
            store.in(tx).orgs(); // from here on it may see nothing later
            var writer = Thread.ofVirtual().start(() -> register("Chat", "chat"));
            try {
                writer.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return store.in(tx).overview(null, 10);
        });
        assertThat(office.registry().overview(admin, 10))
                .singleElement()
                .satisfies(o -> assertThat(o.systems()).isEqualTo(2));
    }

    /**
     * Both duties have the same last day. Midnight of the one law and of the other: lists at once, remembered states
     * with the sweep.
     */
    @Test
    public void a_day_is_over_in_one_jurisdiction_and_not_in_another() {
        office = office(TwoZones.library(folder));
        clock.set(Instant.parse("2026-06-01T15:59:00Z")); // 23:59 in Shanghai, 11:59 in New York
        var id = register("Chat", "chat");
        assertThat(late(id)).isEmpty();
        var abroad = office.registry().register(provider, org.id(), "None", "", "", Map.of("infers", false));
        assertThat(office.refresh()).isZero();

        clock.set(Instant.parse("2026-06-01T16:00:00Z"));
        assertThat(overdue()).containsExactly("T-FIRM");
        assertThat(late(id)).containsExactly("T-FIRM");
        assertThat(row().overdue()).as("nobody has swept yet").isZero();
        assertThat(office.refresh()).as("who owes nothing is not evaluated").isOne();
        assertThat(row().overdue()).isOne();
        assertThat(row().next()).isEqualTo(new Summary.Next("W-FIRM", "westlaw", LocalDate.parse("2026-06-01")));
        assertThat(office.registry().overview(admin, 1))
                .singleElement()
                .satisfies(o -> assertThat(o.nextPack()).isEqualTo("westlaw"));
        assertThat(office.refresh()).as("nothing turned since").isZero();

        clock.set(Instant.parse("2026-06-02T03:59:00Z")); // a minute before midnight in New York
        assertThat(office.refresh())
                .as("at the office's own midnight no law turns")
                .isZero();
        assertThat(row().asOf()).isEqualTo("2026-06-02");
        assertThat(overdue()).containsExactly("T-FIRM");
        assertThat(row().overdue()).isOne();

        clock.set(Instant.parse("2026-06-02T04:00:00Z"));
        assertThat(overdue()).containsExactly("T-FIRM", "W-FIRM");
        assertThat(late(id)).containsExactly("T-FIRM", "W-FIRM");
        assertThat(office.refresh()).isOne();
        assertThat(row().overdue()).isEqualTo(2);
        assertThat(office.registry().system(provider, abroad.id()).version()).isOne();
    }

    /** The West's tier begins on 20 May: for everybody, whoever owes what. */
    @Test
    public void the_midnight_on_which_a_law_begins_is_told_of_every_system() {
        office = office(TwoZones.library(folder));
        clock.set(Instant.parse("2026-05-19T20:00:00Z"));
        register("Chat", "chat");
        office.refresh();
        clock.set(Instant.parse("2026-05-20T03:59:00Z"));
        office.refresh();
        assertThat(row().tierByPack()).doesNotContainKey("westlaw");
        assertThat(row().comingByPack()).containsKey("westlaw");
        clock.set(Instant.parse("2026-05-20T04:00:00Z"));
        assertThat(office.refresh()).isOne();
        assertThat(row().tierByPack()).containsEntry("westlaw", "low");
        assertThat(row().comingByPack()).doesNotContainKey("westlaw");
    }

    /** What an older version counted is counted anew when its summaries are made again, as the migration asks. */
    @Test
    public void guidance_is_listed_by_itself_and_counted_nowhere() {
        office = office(TwoZones.library(folder));
        clock.set(Instant.parse("2026-07-01T12:00:00Z"));
        register("Chat", "chat");
        var overdue = DutyQuery.dueBefore(office.days(), 9);
        assertThat(office.duties().count(admin, overdue, 100)).isEqualTo(2);
        assertThat(row().overdue()).isEqualTo(2);
        var before = row().open();

        office = office(TwoZones.guidance(folder.resolve("later")));
        db.write(c -> Sql.update(c, "UPDATE ai_system SET as_of = '1970-01-01'"));
        office.refresh();
        assertThat(row().overdue()).isEqualTo(1);
        assertThat(row().open()).isEqualTo(before - 1);
        assertThat(office.duties().count(admin, overdue, 100)).isEqualTo(1);
        assertThat(office.registry().overview(admin, 9))
                .singleElement()
                .satisfies(o -> assertThat(o.overdue()).isEqualTo(1));
        assertThat(of(true)).contains("T-FIRM").doesNotContain("W-FIRM");
        assertThat(of(false)).containsExactly("W-FIRM");
        assertThat(of(null)).contains("T-FIRM", "W-FIRM");
        for (var key : DutyQuery.Key.values()) {
            var by = new DutyQuery.By(key, false, office.days());
            assertThat(of(false, by)).as(key.name()).containsExactly("W-FIRM");
            assertThat(of(true, by)).as(key.name()).contains("T-FIRM").doesNotContain("W-FIRM");
        }
    }

    private List<String> of(@Nullable Boolean law) {
        return of(law, DutyQuery.By.DAY);
    }

    private List<String> of(@Nullable Boolean law, DutyQuery.By by) {
        var query = new DutyQuery(null, null, null, true, null, null, null, null, null, null, by, law, null, 50);
        return office.duties().list(admin, query).items().stream()
                .map(row -> row.line().duty())
                .toList();
    }

    @Test
    public void lists_by_the_day_are_walked_page_by_page_while_one_law_is_a_day_ahead() {
        office = office(TwoZones.library(folder));
        clock.set(Instant.parse("2026-06-01T17:00:00Z"));
        for (int i = 0; i < 5; i++) {
            register("Chat " + i, "chat");
        }
        var met = new ArrayList<String>();
        var query = DutyQuery.dueBefore(office.days().plusDays(1), 3);
        for (String cursor = null; ; ) {
            var page = office.duties()
                    .list(
                            provider,
                            new DutyQuery(
                                    null,
                                    null,
                                    null,
                                    true,
                                    null,
                                    null,
                                    query.dueBefore(),
                                    null,
                                    null,
                                    null,
                                    cursor,
                                    3));
            page.items().forEach(r -> met.add(r.line().duty() + " " + r.systemId()));
            cursor = page.next();
            if (cursor == null) {
                break;
            }
        }
        assertThat(met).hasSize(10).doesNotHaveDuplicates();
        assertThat(met.subList(0, 5)).allMatch(line -> line.startsWith("T-FIRM"));
        var ahead = new DutyQuery(null, null, null, true, null, office.days(), null, null, null, null, null, 20);
        assertThat(office.duties().list(provider, ahead).items())
                .extracting(r -> r.line().duty())
                .contains("W-FIRM", "T-SOFT")
                .doesNotContain("T-FIRM");
    }

    /** Said, met and waived by the day of the law, not by that of the server. */
    @Test
    public void what_is_said_of_a_duty_counts_by_the_day_of_its_law() {
        office = office(TwoZones.library(folder));
        clock.set(Instant.parse("2026-05-10T17:00:00Z")); // the 11th in Shanghai
        var id = register("Chat", "chat");
        link(id, "T-FIRM", "2026-05-10");
        link(id, "W-FIRM", "2026-05-10");
        refused(Kind.INVALID, () -> office.duties().set(provider, id, "T-FIRM", DutyState.MET, "", null, "", 0));
        office.duties().set(provider, id, "W-FIRM", DutyState.MET, "", null, "", 0);
        var until = LocalDate.parse("2026-05-10");
        refused(Kind.INVALID, () -> office.duties().set(admin, id, "T-SOFT", DutyState.EXEMPTED, "", until, "so", 0));
        office.duties().set(admin, id, "W-FIRM", DutyState.EXEMPTED, "", until, "so", 1);
        assertThat(today(id, "W-FIRM")).isEqualTo(DutyState.EXEMPTED);
        clock.set(Instant.parse("2026-05-11T04:00:00Z"));
        assertThat(today(id, "W-FIRM")).isEqualTo(DutyState.NOT_ASSESSED);
    }

    @Test
    public void evidence_withdrawn_counts_no_more_by_any_law_at_once() {
        office = office(TwoZones.library(folder));
        clock.set(Instant.parse("2026-05-10T17:00:00Z"));
        var id = register("Chat", "chat");
        for (var duty : List.of("T-FIRM", "W-FIRM")) {
            link(id, duty, "2027-01-01");
            office.duties().set(provider, id, duty, DutyState.MET, "", null, "", 0);
            var proof = office.dossiers().of(provider, id, office.days()).duties().stream()
                    .filter(d -> d.duty().id().equals(duty))
                    .findFirst()
                    .orElseThrow()
                    .evidence()
                    .getFirst();
            office.evidence().withdraw(provider, proof.id(), "wrong file", false);
            assertThat(today(id, duty)).as(duty).isEqualTo(DutyState.GAP);
        }
    }

    /** The duty rests on an exception that no answer rules out; the answer takes the mark away. */
    @Test
    public void a_line_says_that_it_is_provisional_until_the_answer_is_given() {
        office = office(TwoZones.library(folder));
        var id = office.registry()
                .register(provider, org.id(), "S", "", "", Map.of("infers", true))
                .id();
        assertThat(provisional()).containsExactly("W-FIRM");
        office.registry().setFacts(provider, id, 1, Map.of("uses", List.of("chat")));
        assertThat(provisional()).isEmpty();
    }

    private List<String> provisional() {
        return office
                .duties()
                .list(provider, DutyQuery.dueBefore(LegalDays.on(LocalDate.parse("2099-01-01")), 50))
                .items()
                .stream()
                .filter(r -> r.line().provisional())
                .map(r -> r.line().duty())
                .toList();
    }

    private List<String> overdue() {
        return office.duties().list(provider, DutyQuery.dueBefore(office.days(), 50)).items().stream()
                .map(r -> r.line().duty())
                .toList();
    }

    private List<String> late(String id) {
        return office.dossiers().of(provider, id, office.days()).duties().stream()
                .filter(d -> d.state() == DutyState.OVERDUE)
                .map(d -> d.duty().id())
                .toList();
    }

    private DutyState today(String id, String duty) {
        return office.dossiers().of(provider, id, office.days()).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** The line of the system that is named Chat. */
    private SystemRow row() {
        return office.registry()
                .systems(admin, new SystemQuery("chat", null, null, null, null, 1))
                .items()
                .getFirst();
    }

    private static DutyQuery next(String cursor, LegalDays before) {
        return new DutyQuery(null, null, null, true, null, null, before, null, null, null, cursor, 9);
    }

    private static DutyQuery ordered(
            DutyQuery.Key key, boolean turned, LocalDate today, @Nullable String cursor, int limit) {
        var by = new DutyQuery.By(key, turned, LegalDays.on(today));
        return new DutyQuery(null, null, null, null, null, null, null, null, null, null, by, null, cursor, limit);
    }

    private void person(String id, String name) {
        db.write(c -> Sql.update(
                c,
                "INSERT INTO person (id, org_id, login, name, role, password, active) VALUES (?, ?, ?, ?, 'PROVIDER', '', 1)",
                id,
                org.id(),
                id,
                name));
    }

    @Test
    public void every_order_of_duties_pages_without_a_gap_or_a_repetition_both_ways() {
        clock.day("2026-06-02"); // T-FIRM is overdue, unless it is settled
        var ids = new ArrayList<String>();
        for (var i = 0; i < 6; i++) {
            ids.add(register(i % 2 == 0 ? "Same name" : "Name " + (9 - i), i % 3 == 0 ? "chat" : "hiring"));
        }
        person("pa", "Zoe");
        person("pz", "Ann");
        var duties = office.duties();
        duties.set(provider, ids.get(0), "T-FIRM", DutyState.PLANNED, "", "pa", null, "", 0);
        duties.set(provider, ids.get(1), "T-SOFT", DutyState.IN_PROGRESS, "", "pz", null, "", 0);
        duties.set(provider, ids.get(2), "T-SOFT", DutyState.GAP, "Legal", null, "", 0);
        duties.set(provider, ids.get(4), "T-SOFT", DutyState.NOT_APPLICABLE, "Board", null, "none", 0);
        for (var key : DutyQuery.Key.values()) {
            for (var turned : List.of(false, true)) {
                var whole = office.duties()
                        .list(admin, ordered(key, turned, office.today(), null, 900))
                        .items();
                var walked = new ArrayList<DutyRow>();
                String cursor = null;
                do {
                    var page = office.duties().list(admin, ordered(key, turned, office.today(), cursor, 2));
                    walked.addAll(page.items());
                    cursor = page.next();
                } while (cursor != null);
                assertThat(walked).as(key + " " + turned).isEqualTo(whole).doesNotHaveDuplicates();
                assertThat(whole).hasSizeGreaterThan(9);
                assertThat(office.duties()
                                .list(provider, ordered(key, turned, office.today(), null, 900))
                                .items())
                        .isEqualTo(whole);
            }
        }
        var today = office.today();
        assertThat(office.duties()
                        .list(admin, ordered(DutyQuery.Key.OWNER, false, today, null, 5))
                        .items())
                .extracting(r -> r.line().assignee() + r.line().owner())
                .containsExactly("pz", "pa", "Board", "Legal", "");
        assertThat(office.duties()
                        .list(admin, ordered(DutyQuery.Key.OWNER, true, today, null, 5))
                        .items())
                .extracting(r -> r.line().assignee() + r.line().owner())
                .containsExactly("pa", "pz", "Legal", "Board", "");
        var states = office.duties().list(admin, ordered(DutyQuery.Key.STATE, false, today, null, 900)).items().stream()
                .map(r -> r.line().overdue(today) ? DutyState.OVERDUE : r.line().state())
                .distinct()
                .toList();
        assertThat(states)
                .containsExactly(
                        DutyState.OVERDUE,
                        DutyState.GAP,
                        DutyState.NOT_ASSESSED,
                        DutyState.IN_PROGRESS,
                        DutyState.NOT_APPLICABLE);
        assertThat(office.duties()
                        .list(admin, ordered(DutyQuery.Key.SYSTEM, false, today, null, 900))
                        .items())
                .extracting(DutyRow::systemName)
                .isSorted();
        refused(Kind.INVALID, () -> office.duties().list(admin, ordered(DutyQuery.Key.LAW, false, today, "bm8fMQ", 5)));
    }

    @Test
    public void a_request_waits_for_the_other_side() {
        var id = register("S", "hiring");
        var note = office.notes().say(provider, id, "T-SOFT", DutyNote.Kind.EXEMPTION, "during the pilot");
        assertThat(office.notes().waiting(admin, 5)).containsExactly(note);
        assertThat(office.notes().waiting(provider, 5)).isEmpty();
        assertThat(office.notes().of(provider, id, "T-SOFT")).containsExactly(note);
        office.notes().close(admin, id, note.id());
        assertThat(office.notes().waiting(admin, 5)).isEmpty();
        refused(Kind.CONFLICT, () -> office.notes().close(admin, id, note.id()));
    }
}
