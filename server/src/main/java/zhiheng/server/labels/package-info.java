/** What REST and the pages share about files that people send to have their labels judged or written. */
@NullMarked
package zhiheng.server.labels;

import org.jspecify.annotations.NullMarked;
