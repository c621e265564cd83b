/** What a text is about, as a vector of a small sentence model, and search by words, which works without one. */
@NullMarked
package zhiheng.server.ground.meaning;

import org.jspecify.annotations.NullMarked;
