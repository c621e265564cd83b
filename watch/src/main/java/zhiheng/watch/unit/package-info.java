/** Repeated decisions about one person, session or device count once. */
@NullMarked
package zhiheng.watch.unit;

import org.jspecify.annotations.NullMarked;
