@NullMarked
package zhiheng.server.identity;

import org.jspecify.annotations.NullMarked;
