/** The house: what is wired to what, started and stopped in order. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.house;
