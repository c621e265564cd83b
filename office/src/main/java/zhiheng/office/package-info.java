@NullMarked
package zhiheng.office;

import org.jspecify.annotations.NullMarked;

