/** How many duties were overdue or had a gap, day by day. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.trend;
