/** The library of policies: every measure, by facet, by day, by words and by meaning. */
@NullMarked
package zhiheng.server.rooms.policies;

import org.jspecify.annotations.NullMarked;
