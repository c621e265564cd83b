/** The security log: kept for its time, read by auditors and administrators. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.privacy;
