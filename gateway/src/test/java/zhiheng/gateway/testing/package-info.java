@NullMarked
package zhiheng.gateway.testing;

import org.jspecify.annotations.NullMarked;
