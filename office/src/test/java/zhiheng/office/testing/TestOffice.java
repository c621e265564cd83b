package zhiheng.office.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Refusal.Kind;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.PackLibrary;

/** An office in memory with a real ledger in {@code folder}, two providers, and one actor of each role. */
public final class TestOffice implements AutoCloseable {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("src/test/resources/library"));

    public final MovableClock clock = new MovableClock();
    public final MemoryStore store = new MemoryStore();
    public final Actor admin = new Actor("admin", "none", Role.ADMINISTRATOR);
    public final Actor officer = new Actor("officer", "none", Role.OFFICER);
    public final Actor auditor = new Actor("auditor", "none", Role.AUDITOR);
    public final Org org;
    public final Actor provider;
    public final Actor rival;

    private final Path folder;
    private Ledger ledger;
    private Office office;

    public TestOffice(Path folder) {
        this.folder = folder;
        ledger = openLedger();
        office = newOffice();
        org = office.orgs().create(admin, Org.Kind.PROVIDER, "Acme");
        provider = new Actor("provider", org.id(), Role.PROVIDER);
        rival = new Actor(
                "rival", office.orgs().create(admin, Org.Kind.PROVIDER, "Beta").id(), Role.PROVIDER);
    }

    public Office office() {
        return office;
    }

    public PackLibrary library() {
        return LIBRARY;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** What a process does that finds store and ledger as another left them. Returns how many acts it settled. */
    public int restart() {
        ledger.close();
        store.before(statement -> {});
        ledger = openLedger();
        office = newOffice();
        return office.recover();
    }

    private Ledger openLedger() {
        return Ledger.open(folder.resolve("ledger"), "test.example/log");
    }

    private Office newOffice() {
        return new Office(LIBRARY, store, ledger, new EvidenceFiles(folder.resolve("evidence")), clock);
    }

    /** The id of a new system of the provider. */
    public String register(String name, String use) {
        var facts = Map.of("infers", true, "uses", List.of(use));
        return office.registry()
                .register(provider, org.id(), name, "", "", facts)
                .id();
    }

    public void link(String system, String duty, @Nullable String expires) {
        var day = expires == null ? null : LocalDate.parse(expires);
        office.evidence().add(provider, system, duty, "Report", "https://example.org/r", null, null, day);
    }

    /** A duty as it stands today. */
    public TrackedDuty duty(String system, String duty) {
        return office.dossiers().of(provider, system, office.today()).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst()
                .orElseThrow();
    }

    public DutyState state(String system, String duty) {
        return duty(system, duty).state();
    }

    /** The version that the next change of the duty must name; 0 for one that the system does not have. */
    public long version(String system, String duty) {
        return office.dossiers().of(provider, system, office.today()).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .mapToLong(TrackedDuty::version)
                .findFirst()
                .orElse(0);
    }

    public static void refused(Kind kind, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
