/** Incidents: opened, graded, their clocks, and the room in which people work on one. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.incidents;
