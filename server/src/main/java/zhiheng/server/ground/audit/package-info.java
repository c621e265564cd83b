/** What happens at the doors: entries, refusals, changes of rights. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.audit;
