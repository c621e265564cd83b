/** Sandboxes at work: terms that become the permit, harm looked for and counted, the pace, complaints of users. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.sandbox;
