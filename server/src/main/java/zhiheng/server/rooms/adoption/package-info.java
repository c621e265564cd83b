/** What the use of AI systems does to jobs: records of roles, training and protection; published counts in which nobody can be found. */
@NullMarked
package zhiheng.server.rooms.adoption;

import org.jspecify.annotations.NullMarked;
