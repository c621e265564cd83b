/** Keeping an installation whole: is it of one piece, backup, restore. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.upkeep;
