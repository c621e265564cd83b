/**
 * What every module shares and nobody owns: bilingual {@link zhiheng.base.Text}, {@link zhiheng.base.Refusal}, strict JSON,
 * ids, pages, and {@link zhiheng.base.Course}, a state machine declared as a table. Uses nothing but the JDK.
 */
@org.jspecify.annotations.NullMarked
package zhiheng.base;
