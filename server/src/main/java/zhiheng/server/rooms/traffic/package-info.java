/** What calls leave behind: records, contents under seal, counts. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.traffic;
