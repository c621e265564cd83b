/**
 * Compute placed where it is green, cheap and near: jobs with needs on sites with capacity, price and power by the hour.
 * Read a {@link zhiheng.placement.Problem} with {@link zhiheng.placement.ProblemFiles}, ask the
 * {@link zhiheng.placement.Planner} for a {@link zhiheng.placement.Plan}.
 */
@org.jspecify.annotations.NullMarked
package zhiheng.placement;
