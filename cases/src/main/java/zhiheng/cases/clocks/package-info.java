/** Clocks of several procedures that run for one incident. */
@org.jspecify.annotations.NullMarked
package zhiheng.cases.clocks;
