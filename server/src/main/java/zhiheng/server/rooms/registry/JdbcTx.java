package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.LogSeal;
import zhiheng.office.acts.Words;
import zhiheng.office.duties.DutyMark;
import zhiheng.office.duties.DutyMet;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.ComingTier;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.OrgOverview;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.sql.SqlFailed;
import zhiheng.server.ground.sql.SqlTransaction;

/**
 * One transaction: hands each statement to the class that holds its SQL.
 *
 * @param tallies sums of all organisations; those of a transaction that writes are its own, since it sees what is not committed
 * @param seen what {@code tallies} had seen when the transaction began
 * @param changed organisations of systems that were changed
 */
record JdbcTx(Connection connection, OrgTallies tallies, long seen, Set<String> changed)
        implements OfficeStore.Tx, SqlTransaction {
    static JdbcTx reading(Connection connection, OrgTallies tallies) {
        return new JdbcTx(connection, tallies, tallies.seen(), new HashSet<>());
    }

    static JdbcTx writing(Connection connection, Set<String> changed) {
        return new JdbcTx(connection, new OrgTallies(), 0, changed);
    }

    private interface Statement<T> {
        T run() throws SQLException;
    }

    private static <T> T sql(Statement<T> statement) {
        try {
            return statement.run();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    private static void done(Statement<Integer> statement) {
        sql(statement);
    }

    private interface Unasked {
        void run() throws SQLException;
    }

    private static void run(Unasked statement) {
        try {
            statement.run();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    @Override
    public void addOrg(Org org) {
        done(() -> OrgSql.add(connection, org));
    }

    @Override
    public boolean changeOrg(Org org, long seenVersion) {
        return sql(() -> OrgSql.change(connection, org, seenVersion));
    }

    @Override
    public Optional<Org> org(String id) {
        return sql(() -> OrgSql.org(connection, id));
    }

    @Override
    public List<Org> orgs() {
        return sql(() -> OrgSql.all(connection));
    }

    @Override
    public void addSystem(AiSystem system, Summary summary) {
        changed.add(system.orgId());
        done(() -> SystemSql.add(connection, system, summary));
    }

    @Override
    public boolean changeSystem(AiSystem system, long seenVersion, Summary summary) {
        changed.add(system.orgId());
        return sql(() -> SystemSql.change(connection, system, seenVersion, summary));
    }

    @Override
    public void retext(AiSystem before, AiSystem after) {
        changed.add(after.orgId());
        run(() -> SystemSql.retext(connection, before, after));
    }

    @Override
    public void summarise(String systemId, long seenVersion, Summary summary) {
        changed.addAll(sql(() -> SystemSql.org(connection, systemId)));
        done(() -> SystemSql.summarise(connection, systemId, seenVersion, summary));
    }

    @Override
    public Optional<AiSystem> system(String id) {
        return sql(() -> SystemSql.system(connection, id));
    }

    @Override
    public List<AiSystem> mergedInto(String id) {
        return sql(() -> SystemSql.mergedInto(connection, id));
    }

    @Override
    public List<AiSystem> systemsAfter(String id, @Nullable String onlyOrg, int limit) {
        return sql(() -> SystemSql.after(connection, id, onlyOrg, limit));
    }

    @Override
    public List<AiSystem> staleAfter(String id, LegalDays days, int limit) {
        return sql(() -> SystemSql.staleAfter(connection, id, days, limit));
    }

    @Override
    public Optional<String> keepSummaries(
            String after, int limit, LegalDays before, LegalDays today, Set<String> turned) {
        return sql(() -> SystemSql.keepSummaries(connection, after, limit, before, today, turned));
    }

    @Override
    public Page<SystemRow> rows(SystemQuery query, @Nullable String onlyOrg) {
        return sql(() -> ListSql.rows(connection, query, onlyOrg));
    }

    @Override
    public Counts counts(SystemQuery query, @Nullable String onlyOrg) {
        return sql(() -> ListSql.counts(connection, query, onlyOrg));
    }

    @Override
    public List<DutyMark> marks(String systemId) {
        return sql(() -> DutySql.marks(connection, systemId));
    }

    @Override
    public boolean mark(String systemId, DutyMark mark) {
        return sql(() -> DutySql.mark(connection, systemId, mark));
    }

    @Override
    public void addEvent(SystemEvent event) {
        done(() -> DutySql.addEvent(connection, event));
    }

    @Override
    public List<SystemEvent> events(String systemId) {
        return sql(() -> DutySql.events(connection, systemId));
    }

    @Override
    public void settle(String eventId, String duty, LocalDate day) {
        done(() -> DutySql.settle(connection, eventId, duty, day));
    }

    @Override
    public Map<Settled, LocalDate> settled(String systemId) {
        return sql(() -> DutySql.settled(connection, systemId));
    }

    @Override
    public List<DutyMet> met(String systemId) {
        return sql(() -> DutySql.met(connection, systemId));
    }

    @Override
    public boolean meet(String systemId, DutyMet met) {
        return sql(() -> DutySql.meet(connection, systemId, met));
    }

    @Override
    public Page<DutyRow> lines(DutyQuery query, @Nullable String onlyOrg) {
        return sql(() -> WorkSql.lines(connection, query, onlyOrg));
    }

    @Override
    public long countLines(DutyQuery query, @Nullable String onlyOrg, int most) {
        return sql(() -> WorkSql.count(connection, query, onlyOrg, most));
    }

    @Override
    public List<OrgOverview> overview(@Nullable String onlyOrg, int limit) {
        return sql(() -> tallies.overview(connection, seen, onlyOrg, limit));
    }

    @Override
    public List<ComingTier> comingTiers(@Nullable String onlyOrg) {
        return sql(() -> tallies.comingTiers(connection, seen, onlyOrg));
    }

    @Override
    public List<SystemRow> mostQuestions(@Nullable String onlyOrg, int limit) {
        return sql(() -> ListSql.mostQuestions(connection, onlyOrg, limit));
    }

    @Override
    public void addNote(DutyNote note) {
        done(() -> NoteSql.add(connection, note));
    }

    @Override
    public Optional<DutyNote> note(String id) {
        return sql(() -> NoteSql.note(connection, id));
    }

    @Override
    public boolean closeNote(String id, Instant at) {
        return sql(() -> NoteSql.close(connection, id, at));
    }

    @Override
    public List<DutyNote> notes(String systemId, String duty) {
        return sql(() -> NoteSql.of(connection, systemId, duty));
    }

    @Override
    public List<DutyNote> openNotes(DutyNote.Kind kind, @Nullable String onlyOrg, int limit) {
        return sql(() -> NoteSql.open(connection, kind, onlyOrg, limit));
    }

    @Override
    public void addEvidence(Evidence evidence, String actId) {
        done(() -> DocumentSql.add(connection, evidence, actId));
    }

    @Override
    public void withdraw(String evidenceId, LocalDate day, boolean erase, String actId) {
        done(() -> DocumentSql.withdraw(connection, evidenceId, day, erase, actId));
    }

    @Override
    public boolean needsFile(String sha256) {
        return sql(() -> DutySql.needsFile(connection, sha256));
    }

    @Override
    public List<Evidence> evidenceOf(String systemId) {
        return sql(() -> DutySql.evidenceOf(connection, systemId));
    }

    @Override
    public Optional<Evidence> evidence(String id) {
        return sql(() -> DutySql.evidence(connection, id));
    }

    @Override
    public void addAct(Act act) {
        run(() -> ActSql.add(connection, act));
    }

    @Override
    public long addNumbered(Act act, long least) {
        return sql(() -> ActSql.addNumbered(connection, act, least));
    }

    @Override
    public boolean appended(String actId, long ledgerIndex) {
        return sql(() -> ActSql.appended(connection, actId, ledgerIndex));
    }

    @Override
    public void appended(Map<String, Long> places) {
        run(() -> ActSql.appended(connection, places));
    }

    @Override
    public List<Act> pendingActs() {
        return sql(() -> ActSql.pending(connection));
    }

    @Override
    public List<ActRow> acts(String systemId, int limit) {
        return sql(() -> ActSql.of(connection, systemId, limit));
    }

    @Override
    public List<ActRow> acts(String systemId, String name) {
        return sql(() -> ActSql.named(connection, systemId, name));
    }

    @Override
    public Optional<ActRow> lastAct(String systemId, String name) {
        return sql(() -> ActSql.last(connection, systemId, name));
    }

    @Override
    public Optional<ActRow> lastAct(String systemId, String name, String subject) {
        return sql(() -> ActSql.last(connection, systemId, name, subject));
    }

    @Override
    public List<ActRow> lastActs(String name) {
        return sql(() -> ActSql.lastOfEach(connection, name));
    }

    @Override
    public Optional<ActRow> act(String id) {
        return sql(() -> ActSql.act(connection, id));
    }

    @Override
    public List<ActRow> actsFrom(long ledgerIndex, int limit) {
        return sql(() -> ActSql.from(connection, ledgerIndex, limit));
    }

    @Override
    public long entries() {
        return sql(() -> ActSql.entries(connection));
    }

    @Override
    public String newestAct() {
        return sql(() -> ActSql.newest(connection));
    }

    @Override
    public void addWords(Words.Row words) {
        run(() -> ActSql.addWords(connection, words));
    }

    @Override
    public List<Words.Row> words(String actId) {
        return sql(() -> ActSql.words(connection, actId));
    }

    @Override
    public void eraseWords(String actId) {
        done(() -> ActSql.eraseWords(connection, actId));
    }

    @Override
    public Optional<LogSeal> seal() {
        return sql(() -> ActSql.seal(connection));
    }

    @Override
    public void seal(LogSeal seal) {
        run(() -> ActSql.seal(connection, seal));
    }

    @Override
    public List<ActRow> latest(int limit) {
        return sql(() -> ActSql.latest(connection, limit));
    }
}
