/** What the use of an AI system did to jobs: counts of roles, never a score of a person, and no cell small enough to find one. */
@NullMarked
package zhiheng.office.jobs;

import org.jspecify.annotations.NullMarked;
