/** The packs to read, classification, and what a change of law changes. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.law;
