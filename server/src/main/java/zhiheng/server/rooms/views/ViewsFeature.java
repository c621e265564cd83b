package zhiheng.server.rooms.views;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;

/** Filters kept under a name, for the lists of other rooms. */
public final class ViewsFeature implements Capability {
    private @Nullable SavedViews views;

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(ViewsFeature.class, "V1__saved_view.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        views = new SavedViews(house.db(), house.office().ids());
    }

    public SavedViews views() {
        return Objects.requireNonNull(views, "not open yet");
    }

    @Override
    public void pages(Pages pages) {
        pages.desk().post(pages.router(), "/views", visit -> {
            var query = visit.typed("query");
            views().keep(
                            visit.own().person(),
                            visit.typed("page"),
                            query,
                            visit.typed("view-name"),
                            !visit.typed("shared").isEmpty());
            visit.tell(visit.words.t("views.kept", visit.typed("view-name")));
            return new Reply.Go(visit.typed("page") + query);
        });
        pages.desk().post(pages.router(), "/views/:id/end", visit -> {
            visit.tell(visit.words.t("views.ended"));
            return new Reply.Go(views().end(visit.own().person(), visit.in("id")));
        });
    }

    /** Those that others use stay, under the pseudonym. */
    @Override
    public void forgetPerson(TxSql sql, String person) {
        sql.update("DELETE FROM saved_view WHERE person_id = ? AND shared = 0", person);
    }
}
