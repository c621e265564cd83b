@NullMarked
package zhiheng.bench;

import org.jspecify.annotations.NullMarked;
