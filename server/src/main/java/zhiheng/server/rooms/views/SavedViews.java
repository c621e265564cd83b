package zhiheng.server.rooms.views;

import java.util.List;
import java.util.Set;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;

/** Filters kept by people, for themselves or for their organisation. A view holds an address and no rights. */
public record SavedViews(Db db, Ids ids) {
    static final Set<String> PAGES = Set.of("/duties", "/systems");
    private static final int MOST = 50;
    private static final int MOST_QUERY = 2_000;

    /** A view as stored. */
    record Row(String id, String personId, String query, String name, boolean shared) {}

    /**
     * The views of a list as its page shows them.
     *
     * @param query the filter that is set now, to be kept
     */
    public record Bar(String page, String query, List<Item> items) {}

    /** @param end where it is given up; "" for one of somebody else's */
    public record Item(String name, String href, boolean here, boolean shared, String end) {}

    /** @param query of the page as it is shown, beginning with {@code ?}, or "" */
    public Bar bar(Visit visit, String page, String query) {
        var person = visit.own().person();
        return new Bar(
                page,
                query,
                rows(person, page).stream()
                        .map(row -> new Item(
                                row.name(),
                                page + row.query(),
                                row.query().equals(query),
                                row.shared(),
                                row.personId().equals(person.id()) ? "/views/" + row.id() + "/end" : ""))
                        .toList());
    }

    private List<Row> rows(Person person, String page) {
        return db.read(c -> Sql.list(
                c,
                "SELECT id, person_id, query, name, shared FROM saved_view WHERE page = ?"
                        + " AND (person_id = ? OR org_id = ? AND shared = 1) ORDER BY name, id",
                row -> new Row(
                        row.getString("id"),
                        row.getString("person_id"),
                        row.getString("query"),
                        row.getString("name"),
                        row.getInt("shared") == 1),
                page,
                person.id(),
                person.orgId()));
    }

    /** Keeps a filter; one of the same name and page of the same person is replaced. */
    void keep(Person person, String page, String query, String name, boolean shared) {
        var called = Input.required("名称", "name", name, Input.NAME);
        var whole = page + query;
        if (!PAGES.contains(page)
                || query.length() > MOST_QUERY
                || !query.isEmpty() && !query.startsWith("?")
                || !Visit.ours(whole).equals(whole)) {
            throw Refusal.invalid("该筛选无法保存。", "This filter cannot be kept.");
        }
        db.write(c -> {
            Sql.update(
                    c,
                    "DELETE FROM saved_view WHERE person_id = ? AND page = ? AND name = ?",
                    person.id(),
                    page,
                    called);
            if (Sql.number(c, "SELECT COUNT(*) FROM saved_view WHERE person_id = ?", person.id()) >= MOST) {
                throw Refusal.invalid(
                        "最多保存" + MOST + "个筛选，请先删除一些。", "At most " + MOST + " are kept; give one up first.");
            }
            return Sql.update(
                    c,
                    "INSERT INTO saved_view (id, org_id, person_id, page, query, name, shared)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    ids.next(),
                    person.orgId(),
                    person.id(),
                    page,
                    query,
                    called,
                    shared);
        });
    }

    /** Gives up one of one's own; answers its page. */
    String end(Person person, String id) {
        return db.write(c -> {
            var page = Sql.one(
                            c,
                            "SELECT page FROM saved_view WHERE id = ? AND person_id = ?",
                            row -> row.getString("page"),
                            id,
                            person.id())
                    .orElseThrow(Access::notFound);
            Sql.update(c, "DELETE FROM saved_view WHERE id = ?", id);
            return page;
        });
    }
}
