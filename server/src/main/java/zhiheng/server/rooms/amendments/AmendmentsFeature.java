package zhiheng.server.rooms.amendments;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.packs.LibraryText;
import zhiheng.server.ground.Capability;
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

/** Notices of what another wording of the packs does to the duties of each system. */
public final class AmendmentsFeature implements Capability {
    private final Path folder;
    private @Nullable House house;
    private @Nullable Notices notices;
    private @Nullable Thread telling;

    /** @param folder the library that the server reads */
    public AmendmentsFeature(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(AmendmentsFeature.class, "V1__amendments.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House opened) {
        house = opened;
        notices = new Notices(opened.store(), opened.office(), new OfficeTime(opened.clock()));
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
        return new AmendmentApi(notices()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AmendmentPages(pages.site(), pages.desk(), notices()).mount(pages.router());
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
    public void start(URI address) {
        var opened = Objects.requireNonNull(house, "not open yet");
        telling = Thread.ofVirtual().name("amendments").start(() -> tell(opened));
    }

    /** A failure is logged and taken up at the next start: the wording that was told of is kept until then. */
    private void tell(House opened) {
        try {
            var text = LibraryText.of(folder);
            var telling = new Telling(opened.store(), opened.office(), opened.library(), opened.clock(), () -> {});
            if (telling.isOurs(text)) {
                telling.run(text);
            } else {
                log("the packs were saved anew while the server started; what changes is told at the next start", null);
            }
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                log("what changed in the packs could not be told; it is tried at the next start", e);
            }
        }
    }

    private static void log(String message, @Nullable RuntimeException e) {
        System.getLogger(AmendmentsFeature.class.getName()).log(System.Logger.Level.WARNING, message, e);
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("DELETE FROM law_notice WHERE system_id = ?", system);
    }

    @Override
    public void close() throws InterruptedException {
        var running = telling;
        if (running != null) {
            running.interrupt();
            running.join();
        }
    }
}
