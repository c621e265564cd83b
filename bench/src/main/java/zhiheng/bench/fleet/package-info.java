/** A fleet of gateways: what its single parts take, measured, and what a thousand would make of that, simulated. */
@org.jspecify.annotations.NullMarked
package zhiheng.bench.fleet;
