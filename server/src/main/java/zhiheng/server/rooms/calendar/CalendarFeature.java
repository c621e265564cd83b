package zhiheng.server.rooms.calendar;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;

/** Last days in everybody's own calendar. */
public final class CalendarFeature implements Capability {
    /** Where this server is reached; known once its port is open. */
    private final AtomicReference<URI> address = new AtomicReference<>(URI.create("http://localhost/"));

    private final List<Days> others;
    private @Nullable Db db;

    /** What falls due for somebody besides duties. */
    @FunctionalInterface
    public interface Days {
        List<CalendarDay> days(Actor actor, Words words, ZoneId zone);
    }

    public CalendarFeature(List<Days> others) {
        this.others = others;
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(CalendarFeature.class, "V1__calendar.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        db = house.db();
    }

    @Override
    public void pages(Pages pages) {
        if (db != null) {
            new CalendarPages(
                            pages.site(),
                            pages.desk(),
                            new Feeds(db, pages.site().clock()),
                            address::get,
                            others)
                    .mount(pages.router());
        }
    }

    @Override
    public void start(URI reached) {
        address.set(reached);
    }

    @Override
    public void forgetPerson(TxSql sql, String person) {
        sql.update("DELETE FROM calendar_feed WHERE person_id = ?", person);
    }
}
