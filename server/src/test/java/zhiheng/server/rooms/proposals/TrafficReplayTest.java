package zhiheng.server.rooms.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitChange;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.packs.CallRule;
import zhiheng.packs.CallsWhatIf.Change;
import zhiheng.packs.CallsWhatIf.Met;
import zhiheng.packs.DraftLibrary;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.gateway.LedgerRecorder;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.traffic.CallSamples;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.testing.OfficeServer;

/** Stored calls under a draft of the law, with the answers and the permits of their day. */
class TrafficReplayTest {
    private static final Path LIBRARY = Path.of("src/test/resources/library");
    private static final Actor BOSS = new Actor("a", "none", Role.ADMINISTRATOR);
    private static final TrafficReplay.Period NOVEMBER =
            new TrafficReplay.Period(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path draft;
    private String chat;
    private String silent;
    private Db db;
    private CallSamples calls;

    Db database(Path data) {
        return Db.sqlite(data.resolve("zhiheng.db"), Rooms.schema());
    }

    Map<String, String> environment() {
        return Map.of();
    }

    @BeforeEach
    void fill() throws IOException {
        draft = Files.createDirectory(folder.resolve("draft"));
        for (var name : List.of("pack.yaml", "facts.yaml", "rules.yaml")) {
            Files.copy(LIBRARY.resolve("testlaw").resolve(name), draft.resolve(name));
        }
        try (var office = new OfficeServer(folder.resolve("data"), environment())) {
            office.clock.set(Instant.parse("2026-10-01T08:00:00Z"));
            var org = office.server.office().orgs().create(BOSS, Org.Kind.PROVIDER, "Acme");
            var registry = office.server.office().registry();
            var facts = Map.<String, Object>of("infers", true, "uses", List.of("hiring"));
            var system = registry.register(BOSS, org.id(), "Chat", "", "", facts);
            chat = system.id();
            silent = registry.register(BOSS, org.id(), "Says nothing", "", "", Map.of())
                    .id();
            permit(office, 1, Terms.ExplicitPlace.START);
            office.clock.set(Instant.parse("2026-11-10T12:30:00Z")); // until now it hired, from now on it chats
            registry.setFacts(BOSS, chat, system.version(), Map.of("uses", List.of("chat")));
        }
        db = database(folder.resolve("data"));
        calls = new CallSamples(db);
    }

    private void permit(OfficeServer office, long version, Terms.ExplicitPlace place) {
        var open = Permit.open(chat, ZoneOffset.UTC);
        var d = Terms.DEFAULT;
        var terms = new Terms(
                place,
                true,
                "",
                d.inspectors(),
                d.actions(),
                0,
                Terms.SIX_MONTHS_DAYS,
                d.whenStoreIsDown(),
                d.onAlert());
        var permit = new Permit(
                chat,
                version,
                open.state(),
                open.caps(),
                open.scope(),
                terms,
                null,
                Map.of("permit.hours", "T-REPORT"));
        new LedgerRecorder(office.server.office().outbox())
                .record(new PermitChange("c" + version, open.numbered(0), permit, "a", "why", Map.of()));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void edit(String from, String to) throws IOException {
        var rules = draft.resolve("rules.yaml");
        var text = Files.readString(rules);
        assertThat(text).contains(from);
        Files.writeString(rules, text.replace(from, to));
    }

    private TrafficReplay.Found replayed() {
        return new TrafficReplay(
                        new JdbcOfficeStore(db),
                        new InteractionRows(db),
                        PackLibrary.load(LIBRARY),
                        DraftLibrary.read(LIBRARY, draft))
                .of(NOVEMBER);
    }

    private static Met only(TrafficReplay.Found found) {
        assertThat(found.report().effects()).hasSize(1);
        return found.report().effects().getFirst();
    }

    private void asksForLabels() throws IOException {
        edit("    id: T-REPORT\n", "    id: T-REPORT\n    calls: [labelled]\n");
    }

    @Test
    void a_draft_that_changes_nothing_differs_nowhere() {
        calls.add(chat, "2026-11-20T10:00:00Z", 7);
        var report = replayed().report();
        assertThat(report.seen()).isEqualTo(7);
        assertThat(report.differ()).isZero();
        assertThat(report.effects()).isEmpty();
    }

    @Test
    void a_label_newly_asked_turns_only_the_calls_that_went_without_one() throws IOException {
        asksForLabels();
        calls.add(chat, "2026-11-20T10:00:00Z", 3, c -> c.labelled(false));
        calls.add(chat, "2026-11-21T10:00:00Z", 4, c -> c.labelled(true));
        calls.add(chat, "2026-11-21T11:00:00Z", 5, c -> c.surface("embeddings").labelled(false));
        var met = only(replayed());
        assertThat(met.effect().change()).isEqualTo(Change.ASKED);
        assertThat(met.effect().rule()).isEqualTo(CallRule.LABELLED);
        assertThat(met.effect().by()).isEqualTo("t-report");
        assertThat(met.calls()).isEqualTo(7);
        assertThat(met.broken()).isEqualTo(3);
        assertThat(met.byDay())
                .containsExactly(
                        Map.entry(LocalDate.parse("2026-11-20"), 3L), Map.entry(LocalDate.parse("2026-11-21"), 4L));
        assertThat(met.bySize()).containsExactly(Map.entry("unknown", 7L));
    }

    @Test
    void calls_are_judged_by_the_answers_of_their_moment() throws IOException {
        asksForLabels(); // of systems that chat
        calls.add(chat, "2026-11-10T12:29:59Z", 2, c -> c.labelled(false));
        calls.add(chat, "2026-11-10T12:30:00Z", 3, c -> c.labelled(false));
        assertThat(only(replayed()).calls()).isEqualTo(3);
    }

    @Test
    void where_no_act_tells_the_permit_or_it_leaves_the_label_to_the_application_the_record_does_not_tell()
            throws IOException {
        asksForLabels();
        calls.add(chat, "2026-11-20T10:00:00Z", 3, c -> c.permit(9).labelled(false));
        var met = only(replayed());
        assertThat(met.broken()).isZero();
        assertThat(met.unknown()).isEqualTo(3);
    }

    @Test
    void a_ban_concerns_calls_that_were_answered_and_a_missing_answer_keeps_them_open() throws IOException {
        var pack = draft.resolve("pack.yaml");
        Files.writeString(
                pack,
                Files.readString(pack)
                        .replace(
                                "{id: low, name: {zh: 低, en: Low}}",
                                "" + "{id: low, name: {zh: 低, en: Low}, ban: true}"));
        calls.add(chat, "2026-11-20T10:00:00Z", 3);
        calls.add(chat, "2026-11-20T10:00:00Z", 2, c -> c.refused("permit.models"));
        calls.add(silent, "2026-11-20T10:00:00Z", 4);
        var found = replayed();
        assertThat(found.report().effects()).hasSize(2);
        var banned = found.report().effects().getFirst();
        assertThat(banned.effect().rule()).isEqualTo(CallRule.FORBIDDEN);
        assertThat(banned.broken()).isEqualTo(3);
        assertThat(banned.worst().getFirst().system()).isEqualTo(chat);
        var open = found.report().effects().getLast();
        assertThat(open.effect().change()).isEqualTo(Change.CANNOT_BE_DECIDED);
        assertThat(open.calls()).isEqualTo(4);
        assertThat(found.report().differ()).isEqualTo(3);
        assertThat(found.report().undecided()).isEqualTo(4);
    }

    @Test
    void a_refusal_on_a_duty_that_would_no_longer_bind_loses_its_ground() throws IOException {
        edit(
                "  when: infers && 'chat' in uses\n  duty:\n    id: T-REPORT",
                "" + "  when: infers && 'hiring' in uses\n  duty:\n    id: T-REPORT");
        calls.add(chat, "2026-11-20T10:00:00Z", 6, c -> c.refused("permit.hours"));
        var met = only(replayed());
        assertThat(met.effect().change()).isEqualTo(Change.GROUND_LOST);
        assertThat(met.effect().by()).isEqualTo("T-REPORT");
        assertThat(met.calls()).isEqualTo(6);
    }

    @Test
    void what_is_not_judged_is_counted_and_the_oldest_record_named() {
        calls.add(chat, "2026-11-12T10:00:00Z", 1);
        calls.add("gone", "2026-11-20T10:00:00Z", 2);
        calls.add(chat, "2026-10-31T23:59:59Z", 8); // before the time asked for
        var found = replayed();
        assertThat(found.report().seen()).isEqualTo(1);
        assertThat(found.strangers()).isEqualTo(2);
        assertThat(found.first()).isEqualTo("2026-11-12");
    }
}
