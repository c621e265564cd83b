/** The monitors over what happens now, their grades and alerts; replay of files. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.watch;
