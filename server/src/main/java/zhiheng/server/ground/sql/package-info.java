/** The database: connections, statements, migrations; no table of any capability. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.sql;
