/** How fast a system under trial may grow: stages, each left upwards by proof that harm is rarer than its bound. {@code docs/watch-pace.md}. */
@NullMarked
package zhiheng.watch.pace;

import org.jspecify.annotations.NullMarked;
