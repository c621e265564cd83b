/** Calls to search, read and export. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.calls;
