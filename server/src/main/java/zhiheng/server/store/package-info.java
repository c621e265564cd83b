@NullMarked
package zhiheng.server.store;

import org.jspecify.annotations.NullMarked;
