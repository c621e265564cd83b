/** Labels on files that people send, by page, REST and shell. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.labels;
