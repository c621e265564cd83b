/** Who is told of alerts. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.notify;
