/** Tasks of agents and orders hidden in what they read: what reaches its goal with and without the gateway's containment. */
@NullMarked
package zhiheng.bench.contain;

import org.jspecify.annotations.NullMarked;
