package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import zhiheng.office.people.Org;
import zhiheng.server.ground.sql.Sql;

/** SQL of organisations. */
final class OrgSql {
    private OrgSql() {}

    static int add(Connection c, Org org) throws SQLException {
        return Sql.update(c, "INSERT INTO org (id, kind, name) VALUES (?, ?, ?)", org.id(), org.kind(), org.name());
    }

    static Optional<Org> org(Connection c, String id) throws SQLException {
        return Sql.one(c, "SELECT id, kind, name FROM org WHERE id = ?", OrgSql::read, id);
    }

    static List<Org> all(Connection c) throws SQLException {
        return Sql.list(c, "SELECT id, kind, name FROM org ORDER BY name, id", OrgSql::read);
    }

    private static Org read(ResultSet row) throws SQLException {
        return new Org(row.getString("id"), Org.Kind.valueOf(row.getString("kind")), row.getString("name"));
    }
}
