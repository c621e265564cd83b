/** What people are told: on the page, and by e-mail as each of them chose. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.reminders;
