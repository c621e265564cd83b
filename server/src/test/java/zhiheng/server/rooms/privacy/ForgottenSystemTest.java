package zhiheng.server.rooms.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Text;
import zhiheng.cases.bundle.Parcel;
import zhiheng.cases.bundle.ParcelCodec;
import zhiheng.cases.bundle.Tlp;
import zhiheng.office.acts.Agreement;
import zhiheng.office.acts.Words;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.testing.OfficeServer;

/**
 * Every table of the database has a row about a system, with a mark in every column where words can stand. After the system is erased
 * the mark stands nowhere. A table or column that nobody thought of fails: it is filled too, unless it is said here what it holds.
 */
@Timeout(120)
class ForgottenSystemTest {
    private static final String MARK = "Zhang San of Willow Lane";

    /** Tables in which nothing said of a system stands: settings, counts, people, law, the log's own. */
    private static final Set<String> OTHERS = Set.of(
            "schema_version",
            "writer_lease",
            "log_seal",
            "journal_position",
            "fleet_token", // of gateways, and of no system in words
            "fleet_gateway",
            "fleet_journal", // places in a log
            "fleet_turn", // a count
            "fleet_share", // amounts
            "fleet_key",
            "fleet_cut_off",
            "dispatcher",
            "retention",
            "setup",
            "org",
            "person",
            "session",
            "api_token",
            "password_link",
            "second_factor",
            "recovery_code",
            "sso_link",
            "saved_view",
            "calendar_feed",
            "reminder_choice",
            "reminder_place",
            "security_event", // ids and kinds
            "exchange_peer",
            "moved_case_procedure", // the law's text
            "tier_set",
            "system_tier",
            "word", // of all systems; without system_word nobody knows of which
            "event_settled", // ids and days
            "incident_regime", // ids
            "drill_seat", // ids
            "drill_exposure", // counts
            "drill_record", // the scenario's text, times and kinds
            "sandbox_applied", // stages and days
            "sandbox_cursor",
            "sandbox_drawn", // ids and verdicts
            "sandbox_look", // figures
            "traffic", // counts
            "alerts_read", // places in a log
            "trend", // counts
            "watched",
            "detection",
            "playbook", // what an organisation brought in, of no one system
            "playbook_address",
            "sandbox_criteria", // the criteria's text
            "sandbox_kit",
            "need", // of whoever asks, and of no system
            "need_step",
            "need_part",
            "need_band",
            "need_tally",
            "need_ending",
            "need_file",
            "need_moving",
            "department_merge", // ids
            "rule_proposal", // of a rule, and of no system
            "rule_proposal_need",
            "law_wording", // the packs' own text
            "law_amendment",
            "law_day", // a time
            "label_look", // of content, and of no system
            "label_mark", // as well
            "supervision", // of a department
            "supervision_finding",
            "enterprise_profile", // of an enterprise
            "enterprise_guide",
            "list_act", // of an organisation
            "list_prior",
            "placement_plan", // of an organisation
            "policy_grant", // of an enterprise
            "adoption_role", // counts by occupation
            "adoption_edition",
            "alliance", // of enterprises
            "alliance_member",
            "offer", // of an enterprise
            "asking",
            "offer_round", // counts and a seed
            "offer_match",
            "policy_node", // of a policy
            "interaction"); // digests and counts, by the permit's own time

    /** Tables about systems with ids, digests, states and figures alone. */
    private static final Set<String> WITHOUT_WORDS = Set.of(
            "act",
            "system_word",
            "alert",
            "moved_case",
            "duty_met", // days
            "sandbox_sheet", // counts
            "sandbox_grant", // ids and amounts
            "containment",
            "incident_evidence",
            "drill_system", // ids
            "gateway_route",
            "assess_route", // a digest of addresses
            "tool_server");

    /** Columns that hold no words: ids, digests, states, times, and what programs write. */
    private static final Set<String> STRUCTURE = Set.of(
            ("id system system_id org_id case_id incident alert interaction person person_id author actor recorded_by added_by"
                            + " assignee proposed_by confirmed_by ended_by decided_by done_by restored_by act act_id"
                            + " subject name_of kind state stage event source colour grade family monitor metric rule"
                            + " asked outcome base came_from holds level duty duties pack tier procedure version way tlp"
                            + " from_org to_org peer thread seal digest sha256 evidence_sha256 receipt hash salt member"
                            + " time at happened happened_at opened ended closed_at created_at updated_at archived_at"
                            + " starts due sort_due until decided done held expires made seen read_at next_try proposed"
                            + " answered restored_at wake withdrawn added_at day step deeds slot mail href thing"
                            + " receiver address secret limit_millis upstreams fallback_model base_of surface state_of"
                            + " facts search_of tiers coming lines as_of next_due next_duty next_pack merged_into trouble sealed"
                            + " request language zone filed filed_by form last kit returned"
                            + " document withdrawn_act sort_expires")
                    .split(" "));

    /** What a column must hold for programs to read it, with the mark where words can stand in it. */
    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("duty_mark.state", "PLANNED"),
            Map.entry("duty_mark.duty", "d1"),
            Map.entry("duty_line.state", "PLANNED"),
            Map.entry("duty_note.kind", "NOTE"),
            Map.entry("evidence.duty", "d1"),
            Map.entry("duty_mark.until", "2026-01-01"),
            Map.entry("assess_run.state", "DONE"),
            Map.entry("assess_proof.expires", "2026-01-01"),
            Map.entry("assess_proof.ended", ""),
            Map.entry("evidence.link", MARK),
            Map.entry("document.link", MARK),
            Map.entry("document.erased", 0),
            Map.entry("evidence.expires", "2026-01-01"),
            Map.entry("evidence.withdrawn", "2026-01-01"),
            Map.entry("evidence.erased", 0),
            Map.entry("incident.source", "PERSON"),
            Map.entry("incident.reference", MARK),
            Map.entry("incident.body", "{}"), // answers by fact, and law
            Map.entry("incident_evidence.body", "{}"), // ids, digests and the permit
            Map.entry("incident_entry.about", "{\"title\":\"" + MARK + "\",\"seq\":1}"),
            Map.entry("incident_role.role", "commander"),
            Map.entry("incident_role.person", MARK), // or a department, in words
            Map.entry("drill.scenario", "s1"),
            Map.entry("drill.text", ""), // the scenario, of no system
            Map.entry("drill.org", "o1"),
            Map.entry("drill.planner", "p1"),
            Map.entry("drill.began", ""),
            Map.entry("drill.systems", "{}"),
            Map.entry("drill.seats", "{}"),
            Map.entry("drill_entry.seat", "operator"),
            Map.entry("drill_entry.inject", "i1"),
            Map.entry("drill_entry.detail", "L3"),
            Map.entry("drill_finding.code", "contain:deepfake"),
            Map.entry("drill_finding.inject", "i1"),
            Map.entry("drill_finding.letter", "D"),
            Map.entry("drill_finding.title_zh", "t"), // words of the program and the scenario
            Map.entry("drill_finding.title_en", "t"),
            Map.entry("tool_server.name", "calculator"), // stands in permits too
            Map.entry("alert.body", "{}"), // statistics and calls' ids
            Map.entry("alert.seen", ""),
            Map.entry("moved_case.body", "{}"), // ids, digests and times
            Map.entry("moved_case.wake", ""),
            Map.entry("moved_case_step.event", "{}"),
            Map.entry("containment.body", "{}"), // rule and statistics
            Map.entry("exchange_parcel.parcel", parcel()),
            Map.entry("exchange_parcel.given", "[[\"0123456789abcdef0123456789abcdef\",\"words/1\",\"" + MARK + "\"]]"),
            Map.entry("exchange_parcel.way", "OUT"),
            Map.entry("exchange_parcel.state", "SENT"),
            Map.entry("reminder.mail", "m1"),
            Map.entry("reminder_mail.id", "m1"),
            Map.entry("reminder_mail.state", "WAITING"),
            Map.entry("reminder_mail.next_try", "9999-01-01T00:00:00.000Z"),
            Map.entry("held.state", "released"),
            Map.entry("sandbox_exit.files", MARK.getBytes(StandardCharsets.UTF_8)),
            Map.entry("sandbox_sheet.body", "{}"), // counts
            Map.entry("adoption.org", "o1"),
            Map.entry("adoption.updated", "2026-01-01T00:00:00.000Z"),
            Map.entry("adoption.region", "elsewhere"),
            Map.entry("adoption.sector", "software"),
            Map.entry("adoption.places", "EU"),
            Map.entry("adoption.high_risk", "NO"),
            Map.entry("adoption.informed", "2026-01-01"),
            Map.entry("adoption.protections", "PLACEMENT"),
            Map.entry("content.sealed", MARK),
            Map.entry("held.sealed", MARK));

    @TempDir
    Path folder;

    Map<String, String> environment() {
        return Map.of();
    }

    private Connection connect(Map<String, String> environment) throws SQLException {
        var url = environment.get("ZHIHENG_DB_URL");
        return url == null
                ? DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("zhiheng.db") + "?busy_timeout=60000")
                : DriverManager.getConnection(url, environment.get("ZHIHENG_DB_USER"), "");
    }

    private static String parcel() {
        return ParcelCodec.write(new Parcel(
                "p1",
                "t1",
                1,
                Parcel.Kind.CASE,
                "",
                new Parcel.Party("a/log", "A"),
                List.of(new Parcel.Party("b/log", "B")),
                Tlp.GREEN,
                java.time.Instant.EPOCH,
                null,
                MARK,
                "",
                List.of(),
                List.of()));
    }

    private record Column(String name, int type) {
        boolean isText() {
            return type == Types.VARCHAR || type == Types.CLOB || type == Types.LONGVARCHAR;
        }

        boolean isBytes() {
            return type == Types.BINARY || type == Types.VARBINARY || type == Types.BLOB || type == Types.LONGVARBINARY;
        }
    }

    private static Set<String> tables(Connection c) throws SQLException {
        var found = new TreeSet<String>();
        try (var rows = c.getMetaData().getTables(null, schema(c.getMetaData()), "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                found.add(rows.getString("TABLE_NAME"));
            }
        }
        found.removeIf(name -> name.startsWith("sqlite_"));
        return found;
    }

    private static @Nullable String schema(DatabaseMetaData data) throws SQLException {
        return data.getURL().startsWith("jdbc:postgresql") ? "public" : null;
    }

    private static List<Column> columns(Connection c, String table) throws SQLException {
        var found = new ArrayList<Column>();
        try (var statement = c.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            var data = rows.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                found.add(new Column(data.getColumnName(i), data.getColumnType(i)));
            }
        }
        return found;
    }

    /** A row about the system, in what it is linked by and what people say. */
    private static void fill(Connection c, String table, Map<String, String> links) {
        try {
            fill(c, table, columns(c, table), links);
        } catch (SQLException e) {
            throw new AssertionError(table + ": " + e.getMessage(), e);
        }
    }

    private static void fill(Connection c, String table, List<Column> columns, Map<String, String> links)
            throws SQLException {
        var values = new ArrayList<@Nullable Object>();
        for (var column : columns) {
            var value = VALUES.get(table + "." + column.name());
            var link = links.containsKey(table + "." + column.name())
                    ? links.get(table + "." + column.name())
                    : links.get(column.name());
            if (column.isBytes()) {
                values.add(MARK.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } else if (value != null) {
                values.add(value);
            } else if (!column.isText()) {
                values.add(1L);
            } else if (link != null) {
                values.add(link);
            } else {
                values.add(STRUCTURE.contains(column.name()) ? "2026-01-01T00:00:00.000Z" : MARK);
            }
        }
        var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        var marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        Sql.update(
                c, "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")", values.toArray(Object[]::new));
    }

    /** Columns in which the mark stands, in any row. */
    private static Set<String> marked(Connection c, Set<String> tables) throws SQLException {
        var found = new TreeSet<String>();
        for (var table : tables) {
            Sql.list(c, "SELECT * FROM " + table, row -> {
                var data = row.getMetaData();
                for (int i = 1; i <= data.getColumnCount(); i++) {
                    var value = row.getObject(i);
                    var text = value instanceof byte[] bytes
                            ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                            : String.valueOf(value);
                    if (text.contains(MARK) || text.contains(MARK.toLowerCase(java.util.Locale.ROOT))) {
                        found.add(table + "." + data.getColumnName(i));
                    }
                }
                return table;
            });
        }
        return found;
    }

    /** What database and ledger differ in. */
    private List<Text> wrong(OfficeServer office, Map<String, String> environment) {
        var url = environment.get("ZHIHENG_DB_URL");
        var wrong = new ArrayList<Text>();
        try (var db = url == null
                ? Db.readOnly(folder.resolve("zhiheng.db"))
                : Db.readOnly(url, String.valueOf(environment.get("ZHIHENG_DB_USER")), "")) {
            var store = new JdbcOfficeStore(db);
            store.read(tx -> new Agreement(store.in(tx), office.server.ledger()).compare(wrong::add));
        }
        return wrong;
    }

    @Test
    void what_people_said_of_an_erased_system_stands_in_no_table_and_the_proof_stays() throws Exception {
        var environment = environment();
        try (var office = new OfficeServer(folder, environment);
                var c = connect(environment)) {
            var registry = office.server.office().registry();
            var boss = office.boss.actor();
            var system = registry.register(boss, boss.orgId(), MARK, MARK, MARK, Map.of("infers", true))
                    .id();
            office.server
                    .office()
                    .outbox()
                    .record((tx, acts) ->
                            acts.add(boss, "duty.set", system, system, "", Map.of("reason", Words.of(MARK))));
            office.server.office().archives().archive(boss, system, 1);
            var tables = tables(c);
            var before = marked(c, tables);
            assertThat(before).contains("ai_system.name", "act_words.text");
            var links = Map.ofEntries(
                    Map.entry("system", system),
                    Map.entry("system_id", system),
                    Map.entry("case_id", "case1"),
                    Map.entry("moved_case.id", "case1"),
                    Map.entry("incident", "incident1"),
                    Map.entry("drill", "drill1"),
                    Map.entry("drill.id", "drill1"),
                    Map.entry("incident.id", "incident1"),
                    Map.entry("alert", "alert1"),
                    Map.entry("alert.id", "alert1"),
                    Map.entry("evidence.document", "document1"),
                    Map.entry("document.id", "document1"),
                    Map.entry("document.org_id", boss.orgId()),
                    Map.entry("notification.body", "{\"system\":\"" + system + "\",\"system_name\":\"" + MARK + "\"}"),
                    Map.entry("href", "/systems/" + system));
            office.server.office().outbox().record((tx, acts) -> {
                for (var table : tables) {
                    if (!OTHERS.contains(table)
                            && before.stream().noneMatch(m -> m.startsWith(table + "."))
                            && !Set.of("act", "system_word").contains(table)) {
                        fill(TxSql.in(tx).connection(), table, links);
                    }
                }
                return tables.size();
            });
            assertThat(marked(c, tables).stream().map(m -> m.substring(0, m.indexOf('.'))))
                    .as("tables about systems in which words stand; say of a new one what it holds, or fill it")
                    .containsAll(tables.stream()
                            .filter(table -> !OTHERS.contains(table))
                            .filter(table -> !WITHOUT_WORDS.contains(table))
                            .toList());
            long size = office.server.ledger().size();
            var answer = office.rest("POST", "/api/v1/systems/" + system + "/erase", "{\"confirm\":\"" + MARK + "\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            assertThat(marked(c, tables)).isEmpty();
            for (var proof :
                    List.of("incident", "incident_entry", "moved_case", "exchange_parcel", "sandbox_complaint")) {
                assertThat(Sql.number(c, "SELECT COUNT(*) FROM " + proof))
                        .as("that there was one: " + proof)
                        .isEqualTo(1);
            }
            assertThat(Sql.list(c, "SELECT digest FROM exchange_parcel", row -> row.getString(1)))
                    .doesNotContain("");
            assertThat(office.server.ledger().size()).isEqualTo(size + 1);
            assertThat(wrong(office, environment)).isEmpty();
        }
    }
}
