/** Compute placed: sites and jobs in, a plan out, with what it saves and why each job is where it is. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.placement;
