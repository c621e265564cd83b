@NullMarked
package zhiheng.server.api;

import org.jspecify.annotations.NullMarked;
