package zhiheng.server.rooms.amendments;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.Check;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;

/** Notices of what another wording of the packs, or a day of the law, does to the duties of each system; told while the server runs. */
public final class AmendmentsFeature implements Capability {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Path folder;
    /** Who has found something new lets the telling begin at once. */
    private final Semaphore wake = new Semaphore(0);

    private @Nullable House house;
    private @Nullable Notices notices;
    private @Nullable LawWatch watch;
    private @Nullable Thread following;

    /** @param folder the library that the server reads */
    public AmendmentsFeature(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(AmendmentsFeature.class, "V1__amendments.sql"),
                Migration.of(AmendmentsFeature.class, "V2__days.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House opened) {
        house = opened;
        notices = new Notices(opened.store(), opened.office(), new OfficeTime(opened.clock()));
        var telling = new Telling(opened.store(), opened.office(), opened.library(), opened.clock(), () -> {});
        watch = new LawWatch(folder, opened.library(), telling, opened.clock());
    }

    private LawWatch watch() {
        return Objects.requireNonNull(watch, "not open yet");
    }

    /**
     * Reads the packs again where their folder is another: somebody says that it is all there. Systems are told aside.
     *
     * @throws Refusal where it cannot be read; the packs of before hold on
     */
    public boolean read() {
        var look = watch().look(true);
        wake.release();
        return switch (look) {
            case READ -> true;
            case SAME -> false;
            case SETTLING ->
                throw Refusal.conflict(
                        "规则包目录正在改动，请稍后再试。", "The folder of the packs is being changed; try again in a while.");
            case REFUSED -> {
                var why = watch().trouble().orElseThrow();
                throw Refusal.invalid(why.zh(), why.en());
            }
        };
    }

    private Notices notices() {
        return Objects.requireNonNull(notices, "not open yet");
    }

    /** The days on which the pack was found to be another one than at the start before, as this server calls them. */
    public List<LocalDate> changed(String pack) {
        var zone = Objects.requireNonNull(house, "not open yet").clock().getZone();
        return notices().changed(pack).stream()
                .map(at -> at.atZone(zone).toLocalDate())
                .toList();
    }

    @Override
    public List<Endpoint> endpoints() {
        return new AmendmentApi(notices(), this::read).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AmendmentPages(pages.site(), pages.desk(), notices(), this::read, watch()::trouble).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("amendments")
                .in(Nav.Group.LAW)
                .counting(actor -> notices().waiting(actor)));
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::about);
    }

    private List<Aside.Line> about(Visit visit, String system) {
        return notices().unreadOf(visit.actor(), system).stream()
                .map(n -> new Aside.Line(
                        new State("told", visit.words.t("amendments.aside", AmendmentPages.counts(visit.words, n))),
                        "/amendments/" + n.id()))
                .toList();
    }

    @Override
    public List<Tidings> tidings() {
        return List.of(new AmendmentTidings(
                Objects.requireNonNull(house, "not open yet").store()));
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check("law", false, () -> watch().trouble()));
    }

    @Override
    public void start(URI address) {
        following = Thread.ofVirtual().name("amendments").start(this::follow);
    }

    /** A failure is logged, once while it stays the same, and tried again: what was begun is kept until it is told. */
    private void follow() {
        boolean begun = false;
        var said = "";
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    if (begun) {
                        watch().look(false);
                    } else {
                        watch().begin();
                        begun = true;
                    }
                    watch().tell();
                    said = "";
                } catch (RuntimeException | LinkageError | InternalError e) {
                    // without descriptors a class may not be had
                    if (!Thread.currentThread().isInterrupted() && !said.equals(e.toString())) {
                        said = e.toString();
                        System.getLogger(AmendmentsFeature.class.getName())
                                .log(
                                        System.Logger.Level.WARNING,
                                        "what changed in the law could not be told; it is tried again",
                                        e);
                    }
                }
                if (wake.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("DELETE FROM law_notice WHERE system_id = ?", system);
    }

    @Override
    public void close() throws InterruptedException {
        var running = following;
        if (running != null) {
            running.interrupt();
            running.join();
        }
    }
}
