/** Filters that people keep under a name. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.views;
