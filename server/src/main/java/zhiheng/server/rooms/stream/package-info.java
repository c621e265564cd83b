/** Past one machine: observations out to a log, alerts back from it. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.stream;
