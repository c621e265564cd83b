/** What the gateway costs beside its peers. */
@NullMarked
package zhiheng.bench.gateway;

import org.jspecify.annotations.NullMarked;
