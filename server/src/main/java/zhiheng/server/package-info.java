@NullMarked
package zhiheng.server;

import org.jspecify.annotations.NullMarked;
