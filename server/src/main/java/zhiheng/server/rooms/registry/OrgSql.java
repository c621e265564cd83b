package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.server.ground.sql.Sql;

/** SQL of organisations. */
final class OrgSql {
    private static final String COLUMNS = "id, kind, name, register, number, operator, version";

    private OrgSql() {}

    static int add(Connection c, Org org) throws SQLException {
        return Sql.update(
                c,
                "INSERT INTO org (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                org.id(),
                org.kind(),
                org.name(),
                org.number().register(),
                org.number().value(),
                org.operator(),
                org.version());
    }

    static boolean change(Connection c, Org org, long seenVersion) throws SQLException {
        return Sql.update(
                        c,
                        "UPDATE org SET kind = ?, name = ?, register = ?, number = ?, version = ?"
                                + " WHERE id = ? AND version = ?",
                        org.kind(),
                        org.name(),
                        org.number().register(),
                        org.number().value(),
                        org.version(),
                        org.id(),
                        seenVersion)
                == 1;
    }

    static Optional<Org> org(Connection c, String id) throws SQLException {
        return Sql.one(c, "SELECT " + COLUMNS + " FROM org WHERE id = ?", OrgSql::read, id);
    }

    static List<Org> all(Connection c) throws SQLException {
        return Sql.list(c, "SELECT " + COLUMNS + " FROM org ORDER BY name, id", OrgSql::read);
    }

    private static Org read(ResultSet row) throws SQLException {
        var number = new OrgNumber(OrgNumber.Register.valueOf(row.getString("register")), row.getString("number"));
        return new Org(
                row.getString("id"),
                Org.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                number,
                row.getInt("operator") == 1,
                row.getLong("version"));
    }
}
