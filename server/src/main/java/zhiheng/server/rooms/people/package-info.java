/** People and organisations: entry, sign-in, administration. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.people;
