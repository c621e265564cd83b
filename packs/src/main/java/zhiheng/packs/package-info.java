@NullMarked
package zhiheng.packs;

import org.jspecify.annotations.NullMarked;
